import { outcomeCost } from '../../datasets/outcome-cost.ts';
import type { OutcomeTable } from '../../harness/outcome-table.ts';
import type { PriceChanges } from './reprice-input.ts';

/** Recorded costs may be this far from usage × price before it is said. */
const TOLERATED = 0.01;

/**
 * A line for each model whose recorded costs are not what its recorded tokens cost at the old price: the step from the old
 * to the new costs is then not the prices' alone.
 */
export function usageNotes({ models, costUsd, ...table }: OutcomeTable, changes: PriceChanges): string[] {
  return models.flatMap(({ id }, m) => {
    const { before, factor } = changes.get(id)!;
    if (factor !== undefined || before === undefined) return [];
    let recorded = 0;
    let byUsage = 0;
    for (let cell = m; cell < costUsd.length; cell += models.length) {
      recorded += costUsd[cell]!;
      byUsage += outcomeCost(before, {
        inputTokens: table.inputTokens[cell]!,
        outputTokens: table.outputTokens[cell]!,
        cachedInputTokens: table.cachedInputTokens[cell]!,
      });
    }
    const off = recorded / byUsage - 1;
    if (!(Math.abs(off) > TOLERATED)) return [];
    const size = Number.isFinite(off) ? `${Math.abs(100 * off).toFixed(1)} % ${off > 0 ? 'above' : 'below'}` : 'not';
    return [
      `${id}: recorded costs are ${size} recorded tokens × the old price; the new costs are tokens × the new price`,
    ];
  });
}
