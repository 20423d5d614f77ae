import { fromJsonTradeoff, partAt } from './operating-point.ts';
import type { Bills, Choices } from './outcomes.ts';
import type { OperatingPoint } from './results.ts';
import type { Setting } from './setting.ts';
import type { Sweep } from './sweep.ts';

/** What production does on the test rows: each request draws its part of the mix. */
export function realisedChoices(
  point: OperatingPoint,
  swept: Sweep,
  { testDraws }: Setting,
): { readonly choices: Choices; readonly bills: Bills } {
  const steps = point.mix.map(({ tradeoff }) => swept.tradeoffs.indexOf(fromJsonTradeoff(tradeoff)));
  const first = steps[0]!;
  if (steps.length === 1) return { choices: swept.choices[first]!, bills: swept.bills[first]! };
  const choices = swept.choices[first]!.slice();
  const billUsd = swept.bills[first]!.billUsd.slice();
  const billLatencyMs = swept.bills[first]!.billLatencyMs.slice();
  const draws = testDraws();
  for (let i = 0; i < choices.length; i++) {
    const step = steps[partAt(point, draws[i]!)]!;
    choices[i] = swept.choices[step]![i]!;
    billUsd[i] = swept.bills[step]!.billUsd[i]!;
    billLatencyMs[i] = swept.bills[step]!.billLatencyMs[i]!;
  }
  return { choices, bills: { billUsd, billLatencyMs } };
}
