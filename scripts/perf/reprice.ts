import { evaluate } from '../../harness/evaluate/evaluate.ts';
import type { EvaluationInput } from '../../harness/evaluate/evaluation-input.ts';
import { syntheticInput } from '../../harness/evaluate/synthetic-input.ts';
import { priceChanges } from '../reprice/price-changes.ts';
import { repriceInput } from '../reprice/reprice-input.ts';
import type { Figure } from './figure.ts';
import { elapsed } from './measure.ts';

const MODELS = 11;
/** 400,004 outcomes. */
const EXAMPLES = 36_364;

/** Speed of `signalbox reprice` beside reading and writing files: new costs from tokens, and one scored router decided again. */
export async function perfReprice(): Promise<Figure[]> {
  const made = syntheticInput({ examples: EXAMPLES, models: MODELS, seed: 1 });
  const input = { ...made, draws: Float64Array.from(made.inputTokens, (_, row) => row / EXAMPLES) }; // a run keeps them
  const rates = input.table.models.map(
    ({ id }, m) =>
      [id, [{ from: '2026-01-01', input: m + 1, output: 4 }]] as [
        string,
        { from: string; input: number; output: number }[],
      ],
  );
  const file = { schema: 'signalbox/prices', version: 2, prices: Object.fromEntries(rates) } as const;
  let repriced: EvaluationInput = input;
  const costs = await elapsed(() => {
    repriced = repriceInput(input, priceChanges(input.table.models, { files: [file], date: '2026-01-01' }));
  });
  const decided = await elapsed(() => evaluate(repriced));
  const whole = {
    seconds: costs.seconds + decided.seconds,
    cpuSeconds: costs.cpuSeconds + decided.cpuSeconds,
  };
  return [
    { name: 'new costs of 400,000 outcomes', value: costs.seconds, unit: 's', cpuSeconds: costs.cpuSeconds },
    { name: 'decisions of one router made again', value: decided.seconds, unit: 's', cpuSeconds: decided.cpuSeconds },
    {
      name: 're-price 400,000 outcomes',
      value: whole.seconds,
      unit: 's',
      cpuSeconds: whole.cpuSeconds,
      target: { atMost: 1 },
    },
  ];
}
