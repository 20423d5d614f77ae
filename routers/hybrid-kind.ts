import { z } from 'zod';
import { priceSchema } from '../harness/price-schema.ts';
import { recordedModelSchema } from '../harness/record/provider/provider-config.ts';
import type { Bill, FittedRouter, RouterKind, RouterSpec } from '../harness/router.ts';
import { askThose } from './ask-those.ts';
import { float32Part, float64Part, indicesPart } from './attachments.ts';
import { meansOfClass } from './class-means.ts';
import { classReader, classSchema, type ReaderSpec, type Reading } from './class-reader.ts';
import { addBills } from './completion-bill.ts';
import { embedRequests, promptTextSchema } from './embedded-requests.ts';
import { secondStage } from './hybrid-ambiguity.ts';
import { explainReading, UNSORTED } from './reading-words.ts';
import { scoresAssessment } from './scores-assessment.ts';
import { type RouteMatch, routeMatcher } from './utterance-match.ts';

const params = z.strictObject({
  routes: z.array(z.strictObject({ name: z.string(), classify: z.boolean() })).min(2),
  classifier: z.strictObject({
    model: recordedModelSchema,
    price: priceSchema,
    instruction: z.string().optional(),
    classes: z.array(classSchema).min(2),
  }),
  ambiguity: z.number().min(0).max(2),
  utterances: z.int().min(1),
  dimensions: z.int().min(1),
  text: promptTextSchema,
});
type Params = z.infer<typeof params>;

export const hybridKind: RouterKind = { kind: 'hybrid', params, asksModels: true, restore: restoreHybrid };

/** @throws {BenchError} when the spec's attachments do not fit its parameters */
export function restoreHybrid(spec: RouterSpec): FittedRouter {
  const { routes, classifier, ambiguity, utterances, dimensions, text } = spec.params as Params;
  const width = spec.models.length;
  const stage = secondStage(routes, classifier.classes);
  const examples = float32Part(spec, 'vectors', [utterances, dimensions]);
  const routeOf = indicesPart(spec, 'routeOf', utterances, routes.length);
  const match = routeMatcher(examples, dimensions, routeOf, routes.length, 'max');
  const reader = classReader(classifier as ReaderSpec, classifier.classes, spec.models, 'hybrid');
  const means = {
    quality: float64Part(spec, 'quality', [stage.classes.length, width]),
    outputTokens: float64Part(spec, 'outputTokens', [stage.classes.length, width]),
  };
  return {
    spec,
    notes: [],
    async assess(requests, allowed, tools) {
      const { vectors, bills } = await embedRequests(requests, text, spec, tools);
      const matches = await match(vectors);
      const isAmbiguous = matches.map((found) => stage.isAmbiguous(found, ambiguity));
      const read = (positions: readonly number[]): Promise<readonly (Reading | undefined)[]> =>
        reader.read(
          positions.map((at) => requests[at]!),
          positions.map((at) => allowed[at]!),
          tools,
        );
      const readings = await askThose(isAmbiguous, read, undefined);
      return matches.map((found, i) => {
        const reading = readings[i];
        const chosen = stage.classOf(found, reading);
        const bill = reading === undefined ? (bills[i] as Bill) : addBills(bills[i]!, reading.bill);
        const name = stage.classes[chosen] ?? UNSORTED;
        const how = () => why(found, reading, name, routes, classifier.model.id);
        const scores = scoresAssessment(meansOfClass(means, chosen, width), bill, spec.models, how);
        return { ...scores, class: name };
      });
    },
  };
}

function why(
  found: RouteMatch,
  reading: Reading | undefined,
  name: string,
  routes: Params['routes'],
  model: string,
): readonly string[] {
  const first = `route ${routes[found.route]!.name}: similarity ${found.score.toFixed(3)}, ${found.margin.toFixed(3)} ahead of the next`;
  return reading === undefined ? [first] : [`${first}: ambiguous`, explainReading(reading, name, model)];
}
