import type { Model, Price } from '../model.ts';
import { isAnswered, type OutcomeTable } from '../outcome-table.ts';
import { nonNegativeLeastSquares } from './non-negative-least-squares.ts';

export interface InferredPrices {
  /** The table's models in order; those that had a price keep it. */
  readonly models: readonly Model[];
  /** How well the inferred prices explain the recorded costs, 0..1; only models whose price was inferred. */
  readonly rSquared: ReadonlyMap<string, number>;
  /** One line per inferred price, for the report. */
  readonly notes: readonly string[];
}

/**
 * Prices for models of a dataset that records costs but no prices: non-negative least squares of the cost on
 * [1, input tokens, output tokens] where tokens are known, else the mean cost per request.
 *
 * @param rows training rows only: a router may not know what test queries cost
 */
export function inferPrices(table: OutcomeTable, rows: ArrayLike<number>): InferredPrices {
  const rSquared = new Map<string, number>();
  const notes: string[] = [];
  const models = table.models.map((model, m) => {
    if (model.price !== undefined) return model;
    const observed = observations(table, rows, m);
    // A model without recorded cost is left as it is; whoever needs its price says so by name.
    if (observed.costs.length === 0) return model;
    const { price, fit } = priceFrom(observed);
    rSquared.set(model.id, fit);
    notes.push(note(model.id, price, fit, observed.costs.length));
    return { ...model, price };
  });
  return { models, rSquared, notes };
}

interface Observations {
  readonly costs: number[];
  /** [1, input, output] for each cost, tokens in millions; empty when any token count is missing. */
  readonly features: number[][];
}

function observations(table: OutcomeTable, rows: ArrayLike<number>, m: number): Observations {
  const width = table.models.length;
  const costs: number[] = [];
  const features: number[][] = [];
  for (let i = 0; i < rows.length; i++) {
    const cell = rows[i]! * width + m;
    const cost = table.costUsd[cell]!;
    if (!isAnswered(table.status[cell]!) || Number.isNaN(cost)) continue;
    costs.push(cost);
    const tokens = [table.inputTokens[cell]!, table.outputTokens[cell]!];
    if (!tokens.some(Number.isNaN)) features.push([1, tokens[0]! / 1e6, tokens[1]! / 1e6]);
  }
  return { costs, features: features.length === costs.length ? features : [] };
}

function priceFrom({ costs, features }: Observations): { price: Price; fit: number } {
  const mean = costs.reduce((sum, cost) => sum + cost, 0) / costs.length;
  if (features.length === 0) return { price: price(mean, 0, 0), fit: 0 };
  const rates = nonNegativeLeastSquares(features, costs);
  let residual = 0;
  let total = 0;
  for (const [i, row] of features.entries()) {
    const predicted = rates[0]! + rates[1]! * row[1]! + rates[2]! * row[2]!;
    residual += (costs[i]! - predicted) ** 2;
    total += (costs[i]! - mean) ** 2;
  }
  // Equal costs leave nothing to explain.
  const fit = total === 0 ? 1 : Math.max(0, 1 - residual / total);
  return { price: price(rates[0]!, rates[1]!, rates[2]!), fit };
}

function price(usdPerRequest: number, input: number, output: number): Price {
  return { usdPerRequest, inputUsdPerMillionTokens: input, outputUsdPerMillionTokens: output, source: 'inferred' };
}

function note(id: string, found: Price, fit: number, count: number): string {
  const rates = `$${found.usdPerRequest.toPrecision(3)} per request + $${found.inputUsdPerMillionTokens.toPrecision(3)} in / $${found.outputUsdPerMillionTokens.toPrecision(3)} out per million tokens`;
  return `${id}: price inferred from ${count} recorded costs of training rows: ${rates} (R² ${fit.toFixed(3)})`;
}
