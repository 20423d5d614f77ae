import fc from 'fast-check';
import type { Outcomes } from '../outcomes.ts';

/** Outcomes from tables of queries × models. */
export function outcomesFrom(
  quality: readonly (readonly number[])[],
  costUsd: readonly (readonly number[])[],
): Outcomes {
  const width = quality[0]!.length;
  return {
    rows: quality.length,
    width,
    quality: Float64Array.from(quality.flat()),
    costUsd: Float64Array.from(costUsd.flat()),
    latencyMs: new Float64Array(quality.length * width),
    signals: new Map(),
  };
}

const MODELS = 3;
const row = fc.record({
  quality: fc.array(fc.constantFrom(0, 0.5, 1), { minLength: MODELS, maxLength: MODELS }),
  costUsd: fc.array(fc.integer({ min: 0, max: 9 }), { minLength: MODELS, maxLength: MODELS }),
  choice: fc.integer({ min: -1, max: MODELS - 1 }),
});

/** A few queries × three models with a choice each, −1 = refused. Costs are whole, so that ties occur. */
export const anyRouted = fc.array(row, { minLength: 1, maxLength: 12 }).map((rows) => ({
  outcomes: outcomesFrom(
    rows.map(({ quality }) => quality),
    rows.map(({ costUsd }) => costUsd),
  ),
  choices: rows.map(({ choice }) => choice),
}));
