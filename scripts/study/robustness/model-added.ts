import { enoughOutcomes } from '../../../harness/evaluate/studies/enough-outcomes.ts';
import { withFewOutcomes } from '../../../harness/evaluate/studies/few-outcomes.ts';
import {
  type FewOutcomes,
  fewOutcomesSchema,
  type Robustness,
  type Variant,
} from '../../../harness/evaluate/studies/robustness-schema.ts';
import { shippedAgainst } from '../../../harness/evaluate/studies/shipped.ts';
import { takeRows } from '../../../harness/outcome-table.ts';
import { evaluateVariant, fitVariant, variantOf } from './fit-variant.ts';
import { modelsByTraffic } from './models-by-traffic.ts';
import type { StudyInput } from './study-input.ts';

/** Outcomes of the model that is new to the pool. */
const COUNTS = [25, 50, 100, 200, 400];
/** Where the objective names no margin. */
const DEFAULT_MARGIN = 0.01;

/** The numbers of outcomes that are fewer than there are; none in a pool of one. */
export function outcomeCounts({ split, base }: Pick<StudyInput, 'split' | 'base'>): readonly number[] {
  if (base.results.models.length < 2) return [];
  return COUNTS.filter((outcomes) => outcomes < split.train.length);
}

/**
 * What few outcomes of a model that is new to the pool are enough for: the model with the most traffic is taken for it, and
 * routers are fitted with some of its training outcomes. Reference model, tradeoffs, validate and test are those of the
 * unchanged run.
 */
export async function modelAdded(input: StudyInput, unchanged: Variant): Promise<Robustness['modelAdded']> {
  const { table, split, objective, base, parts, done } = input;
  const counts = outcomeCounts(input);
  if (counts.length === 0) {
    const [models, prompts] = [table.models.length, split.train.length];
    return { undefined: `because the pool has ${models} models and train ${prompts} prompts` };
  }
  const model = modelsByTraffic(base.results)[0]!;
  const steps: FewOutcomes[] = [];
  for (const outcomes of counts) {
    const part = `robustness/outcomes/${outcomes}`;
    steps.push(await parts.once(part, fewOutcomesSchema, () => withOutcomes(input, model, outcomes)));
    done();
  }
  steps.push({ outcomes: split.train.length, ...unchanged });
  const margin = objective.kind === 'cheapest-within' ? objective.margin : DEFAULT_MARGIN;
  const { id } = table.models[model]!;
  return { model: id, margin, trainOutcomes: split.train.length, steps, enough: enoughOutcomes(steps, margin) };
}

async function withOutcomes(input: StudyInput, model: number, outcomes: number): Promise<FewOutcomes> {
  const { table, split, seed, base } = input;
  const train = withFewOutcomes(takeRows(table, split.train), model, outcomes, seed);
  const { candidates, leftOut } = await fitVariant(input, input, train);
  const evaluation = evaluateVariant(input, input, candidates);
  const ships = shippedAgainst(evaluation, table, split, { table, model: base.results.referenceModel });
  return { outcomes, ...variantOf(evaluation, ships, leftOut) };
}
