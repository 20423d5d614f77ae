import type { SingleFacts } from './metrics/against-singles.ts';
import { oracle, oracleChoices } from './metrics/oracle.ts';
import { bestValues } from './metrics/value-at-tradeoff.ts';
import type { PoolMetrics } from './metrics-schema.ts';
import type { Choices, Outcomes } from './outcomes.ts';
import type { CostQuality } from './results.ts';
import type { Setting } from './setting.ts';
import { type Slices, slicesOf } from './slices.ts';
import { costScale } from './tradeoff-grid.ts';

/** What the metrics of all routers and single models share, made once. All on test. */
export interface PoolContext {
  readonly facts: PoolMetrics;
  readonly singles: SingleFacts;
  readonly oracle: Choices;
  /** Tradeoffs at which routers are held against the best, with the best value per query at each. */
  readonly tradeoffs: readonly { readonly tradeoff: number; readonly best: Float64Array }[];
  /** `slices[key][slice]`: positions within test. */
  readonly slices: readonly (readonly Uint32Array[])[];
}

/** λ relative to the range of costs on train: from "a point of quality is worth little" to quality at any price. */
const RELATIVE_TRADEOFFS = [0.1, 0.1 ** 0.5, 1, 10 ** 0.5, 10, Number.POSITIVE_INFINITY];

export function poolContext(setting: Setting): PoolContext {
  const { input, models, test, train } = setting;
  const scale = costScale(train.costUsd);
  const tradeoffs = RELATIVE_TRADEOFFS.filter((relative) => scale > 0 || relative === Number.POSITIVE_INFINITY);
  const best = bestSingle(test.singles);
  const slices = input.slices ?? slicesOf(input.table, input.split.train);
  const cut = slices.keys.map((key) => onTest(key, test.rows));
  const oracleOfTest = oracleChoices(test.outcomes);
  const random = randomModel(test.outcomes);
  const { costUsd, quality } = test.singles[best]!;
  return {
    facts: {
      bestSingle: { model: models[best]!.id, costUsd, quality },
      random,
      unsolvable: unsolvableShare(test.outcomes, oracleOfTest),
      slices: slices.keys.map(({ key }, k) => ({
        key,
        values: cut[k]!.map(({ name, positions }) => ({ name, n: positions.length })),
      })),
      unslicedKeys: [...slices.leftOut],
    },
    singles: { best: test.singles[best]!, random, oracle: oracle(test.outcomes) },
    oracle: oracleOfTest,
    tradeoffs: tradeoffs.map((relative) => {
      const tradeoff = relative === Number.POSITIVE_INFINITY ? relative : relative * scale;
      return { tradeoff, best: bestValues(test.outcomes, tradeoff) };
    }),
    slices: cut.map((values) => values.map(({ positions }) => positions)),
  };
}

function bestSingle(singles: readonly CostQuality[]): number {
  let best = 0;
  singles.forEach(({ costUsd, quality }, model) => {
    const leader = singles[best]!;
    if (quality > leader.quality || (quality === leader.quality && costUsd < leader.costUsd)) best = model;
  });
  return best;
}

/** Each query at the mean of its allowed models. */
function randomModel({ rows, width, quality, costUsd, allowed }: Outcomes): CostQuality {
  let qualitySum = 0;
  let costSum = 0;
  for (let i = 0; i < rows; i++) {
    let open = 0;
    let ofQuality = 0;
    let ofCost = 0;
    for (let cell = i * width; cell < (i + 1) * width; cell++) {
      if (allowed !== undefined && allowed[cell] === 0) continue;
      open += 1;
      ofQuality += quality[cell]!;
      ofCost += costUsd[cell]!;
    }
    if (open === 0) continue;
    qualitySum += ofQuality / open;
    costSum += ofCost / open;
  }
  return { costUsd: costSum / rows, quality: qualitySum / rows };
}

function unsolvableShare({ rows, width, quality }: Outcomes, best: Choices): number {
  let unsolvable = 0;
  for (let i = 0; i < rows; i++) if (best[i]! < 0 || quality[i * width + best[i]!] === 0) unsolvable += 1;
  return unsolvable / rows;
}

/** Slices that have a query on test. */
function onTest({ names, of }: Slices['keys'][number], rows: Uint32Array) {
  const positions: number[][] = names.map(() => []);
  rows.forEach((row, i) => {
    if (of[row]! >= 0) positions[of[row]!]!.push(i);
  });
  return names
    .map((name, slice) => ({ name, positions: Uint32Array.from(positions[slice]!) }))
    .filter((slice) => slice.positions.length > 0);
}
