import { fromJsonTradeoff, partAt } from './operating-point.ts';
import type { OperatingPoint } from './results.ts';
import type { Setting } from './setting.ts';
import type { Step, Sweep } from './sweep.ts';

/** What production does on the test rows: each request draws its part of the mix. */
export function realisedChoices(point: OperatingPoint, swept: Sweep, { testDraws }: Setting): Step {
  const steps = point.mix.map(({ tradeoff }): Step => {
    const at = swept.tradeoffs.indexOf(fromJsonTradeoff(tradeoff));
    return { choices: swept.choices[at]!, bills: swept.bills[at]! };
  });
  return drawnSteps(point, steps, testDraws);
}

/**
 * Each row at the part of the mix that it draws.
 *
 * @param steps one per part of the mix
 * @param draws of the rows, in [0, 1); not asked for where there is one part
 */
export function drawnSteps(point: OperatingPoint, steps: readonly Step[], draws: () => ArrayLike<number>): Step {
  const [first] = steps;
  if (steps.length === 1) return first!;
  const choices = first!.choices.slice();
  const billUsd = first!.bills.billUsd.slice();
  const billLatencyMs = first!.bills.billLatencyMs.slice();
  const drawn = draws();
  for (let i = 0; i < choices.length; i++) {
    const step = steps[partAt(point, drawn[i]!)]!;
    choices[i] = step.choices[i]!;
    billUsd[i] = step.bills.billUsd[i]!;
    billLatencyMs[i] = step.bills.billLatencyMs[i]!;
  }
  return { choices, bills: { billUsd, billLatencyMs } };
}
