import { BenchError } from '../../../harness/bench-error.ts';
import { outcomesOf } from '../../../harness/evaluate/outcomes.ts';
import { flipEffect, type Wording } from '../../../harness/evaluate/studies/flip-effect.ts';
import { REWORDINGS, type Rewording, reworded } from '../../../harness/evaluate/studies/reworded-prompt.ts';
import { type Reworded, type Robustness, rewordedSchema } from '../../../harness/evaluate/studies/robustness-schema.ts';
import { allowedAt } from '../../../harness/outcome-table.ts';
import { permutation, random } from '../../../harness/random.ts';
import type { RouteRequest } from '../../../harness/request.ts';
import type { FittedRouter } from '../../../harness/router.ts';
import { requestTokens } from '../../../harness/tools.ts';
import { routerKinds } from '../../../routers/index.ts';
import { type Pair, paraphrasePairs } from './paraphrase-pairs.ts';
import type { StudyInput } from './study-input.ts';

/** Test queries that are reworded; each rewording is embedded anew. */
const MOST_REWORDED = 200;
/** From so many paraphrased test queries on the dataset's own are enough. */
const FEWEST_PARAPHRASES = 30;

/** How queries of these data are reworded: an interval needs two independent paraphrases. */
export function rewordingsOf({ table, split }: Pick<StudyInput, 'table' | 'split'>): readonly Reworded['how'][] {
  const own = paraphrasePairs(table, split.test);
  const units = new Set(own.map(({ other }) => split.units[other]!));
  return [
    ...(units.size > 1 ? ['dataset' as const] : []),
    ...(own.length < FEWEST_PARAPHRASES ? (Object.keys(REWORDINGS) as Rewording[]) : []),
  ];
}

/**
 * Do routes hold when a prompt is put into other words? By the dataset's own paraphrases, and where these are too few, by
 * deterministic changes of the prompts, which are taken to change no answer: their effect on quality is that of the original's
 * outcomes. Routers at their operating points of the unchanged run.
 */
export async function paraphrases(input: StudyInput): Promise<Pick<Robustness, 'paraphrases' | 'datasetParaphrases'>> {
  const { table, split, seed, parts, done } = input;
  const own = paraphrasePairs(table, split.test);
  const drawn = permutation(split.test.length, random(seed)).subarray(0, MOST_REWORDED).sort();
  const same = Array.from(drawn, (i): Pair => ({ original: split.test[i]!, other: split.test[i]! }));
  const request = (row: number) => table.examples[row]!.request;
  const studies: Reworded[] = [];
  for (const how of rewordingsOf(input)) {
    const pairs = how === 'dataset' ? own : same;
    const others = pairs.map(({ other }) => (how === 'dataset' ? request(other) : reworded(request(other), how)));
    const work = () => rewordedStudy(input, { how, pairs, others });
    studies.push(await parts.once(`robustness/reworded/${how}`, rewordedSchema, work));
    done();
  }
  return { paraphrases: studies, datasetParaphrases: own.length };
}

interface RewordedQueries {
  readonly how: Reworded['how'];
  /** Rows of the table; the outcomes of `other` count. */
  readonly pairs: readonly Pair[];
  readonly others: readonly RouteRequest[];
}

async function rewordedStudy(input: StudyInput, { how, pairs, others }: RewordedQueries): Promise<Reworded> {
  const { table, split, base } = input;
  const originals = pairs.map(({ original }) => table.examples[original]!.request);
  const units = pairs.map(({ other }) => split.units[other]!);
  const routers: Reworded['routers'] = [];
  const leftOut: Reworded['leftOut'] = [];
  for (const { candidate, spec } of base.fitted) {
    const { name } = candidate;
    const router = routerKinds.find(({ kind }) => kind === spec.kind)!.restore(spec);
    const wording = (requests: readonly RouteRequest[], rows: readonly number[]) =>
      wordingOf(input, router, requests, rows);
    try {
      const original = await wording(
        originals,
        pairs.map((pair) => pair.original),
      );
      const other = await wording(
        others,
        pairs.map((pair) => pair.other),
      );
      const { operatingPoint } = base.results.routers.find((each) => each.name === name)!.chosen;
      routers.push({ name, ...flipEffect({ original, other, models: table.models, operatingPoint, units }) });
    } catch (error) {
      if (!(error instanceof BenchError)) throw error;
      leftOut.push({ router: name, why: error.message });
    }
  }
  return { how, queries: pairs.length, routers, leftOut };
}

async function wordingOf(
  { table, tools }: StudyInput,
  router: FittedRouter,
  requests: readonly RouteRequest[],
  rows: readonly number[],
): Promise<Wording> {
  const masks = rows.map((row) => allowedAt(table, row));
  return {
    assessments: await router.assess(requests, masks, tools),
    inputTokens: Float64Array.from(requests, (request) => requestTokens(request, tools)),
    outcomes: outcomesOf(table, Uint32Array.from(rows)),
  };
}
