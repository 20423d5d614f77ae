import { describe, expect, it } from 'vitest';
import { random } from '../random.ts';
import type { Coverage } from './coverage-schema.ts';
import { evaluate } from './evaluate.ts';
import type { EvaluationInput } from './evaluation-input.ts';
import { type SyntheticOptions, syntheticInput } from './synthetic-input.ts';

const OPTIONS: SyntheticOptions = {
  examples: 4000,
  models: 3,
  seed: 5,
  objective: { kind: 'cheapest-within', margin: 0.05 },
};

/** The synthetic router, knowing nothing about test queries farther than `blind`. */
function withDistances(options: SyntheticOptions, distanceOf: (i: number) => number, blind = 2): EvaluationInput {
  const input = syntheticInput(options);
  const [scores] = input.candidates;
  const marked = (side: 'validate' | 'test') =>
    scores!.assessments[side].map((each, i) => {
      const distance = distanceOf(i);
      if (distance <= blind) return { ...each, distance };
      return { kind: 'ranking' as const, models: [0, 1, 2], bill: each.bill, why: each.why, distance };
    });
  const assessments = { validate: marked('validate'), test: marked('test') };
  return { ...input, candidates: [{ ...scores!, assessments }] };
}

const coverageOf = (input: EvaluationInput) => evaluate(input).results.routers[0]!.coverage;
const bandsOf = (coverage: Coverage | undefined) => coverage as Extract<Coverage, { bands: unknown }>;
const rng = random(9);
const anywhere = Array.from({ length: 4000 }, () => rng.next());

describe('coverage', () => {
  it('parts the test queries into fifths by distance, whose means are those of all', () => {
    const { routers } = evaluate(withDistances(OPTIONS, (i) => anywhere[i]!)).results;
    const { bands } = bandsOf(routers[0]!.coverage);
    expect(bands.map(({ n }) => n)).toEqual([160, 160, 160, 160, 160]);
    for (const [i, band] of bands.entries()) if (i > 0) expect(band.low).toBeGreaterThan(bands[i - 1]!.high);
    const mean = (of: (band: (typeof bands)[number]) => number) =>
      bands.reduce((sum, band) => sum + of(band) * band.n, 0) / 800;
    const { chosen } = routers[0]!;
    expect(mean(({ quality }) => quality.value)).toBeCloseTo(chosen.quality.value, 12);
    expect(mean(({ qualityGained }) => qualityGained.value)).toBeCloseTo(chosen.qualityGained.value, 12);
    expect(mean(({ costUsd }) => costUsd)).toBeCloseTo(chosen.costUsd.value, 12);
  });

  it('finds no difference where distance means nothing, and one where far queries go astray', () => {
    const alike = bandsOf(coverageOf(withDistances(OPTIONS, (i) => anywhere[i]!))).farthestMinusRest;
    expect(alike.low).toBeLessThan(0);
    expect(alike.high).toBeGreaterThan(0);
    const astray = bandsOf(coverageOf(withDistances(OPTIONS, (i) => anywhere[i]!, 0.8)));
    expect(astray.farthestMinusRest.high).toBeLessThan(0);
    const gains = astray.bands.map(({ qualityGained, n }) => qualityGained.value * n);
    const rest = gains.slice(0, 4).reduce((sum, gain) => sum + gain, 0) / 640;
    expect(astray.farthestMinusRest.value).toBeCloseTo(gains[4]! / 160 - rest, 12);
  });

  it('keeps queries of one distance together', () => {
    const { bands } = bandsOf(coverageOf(withDistances(OPTIONS, (i) => (i % 2 === 0 ? 0 : 0.5))));
    expect(bands.map(({ n, low, high }) => [n, low, high])).toEqual([
      [400, 0, 0],
      [400, 0.5, 0.5],
    ]);
  });

  it('is withheld with a reason, and absent where a router knows no distance', () => {
    expect(coverageOf(withDistances({ ...OPTIONS, examples: 500 }, (i) => i))).toEqual({
      undefined: 'fifths of 100 test queries are too few for an interval: 150 are needed',
    });
    expect(coverageOf(withDistances(OPTIONS, () => 0.1))).toEqual({ undefined: 'all test queries are equally far' });
    expect(coverageOf(syntheticInput(OPTIONS))).toBeUndefined();
  });
});
