/**
 * How badly predicted qualities serve a choice among some models: the squared error of quality *centred over these
 * models for each query*, its mean per query. What makes a query easy or hard for all models alike moves no choice, so it does
 * not count; plain squared error is mostly made of it, and picks settings that predict difficulty and blur the
 * differences.
 *
 * Cells without an outcome are left out, and a query is centred over the cells that it has.
 */
export class RoutingError {
  /** One error per query, in the order added. */
  readonly perQuery: number[] = [];
  readonly #models: readonly number[];

  /** @param models indices of those among which to choose */
  constructor(models: readonly number[]) {
    this.#models = models;
  }

  /** Adds one query; the values of its models begin at `truthAt`, and may be NaN. */
  add(predicted: Float64Array, truth: Float64Array, truthAt: number): void {
    let difference = 0;
    let known = 0;
    for (const m of this.#models) {
      const q = truth[truthAt + m]!;
      if (Number.isNaN(q)) continue;
      difference += predicted[m]! - q;
      known++;
    }
    let squares = 0;
    for (const m of this.#models) {
      const q = truth[truthAt + m]!;
      if (!Number.isNaN(q)) squares += (predicted[m]! - q - difference / known) ** 2;
    }
    this.perQuery.push(known === 0 ? 0 : squares / known);
  }

  /** 0 where nothing was added: there is nothing to choose by. */
  get mean(): number {
    return meanOf(this.perQuery);
  }
}

export interface Candidate<T> {
  readonly setting: T;
  readonly error: RoutingError;
}

/**
 * The smoothest setting that cannot be told from the best by one standard error of their paired difference (Breiman
 * et al., Classification and Regression Trees, 1984, §3.4.3). A choice takes the largest of many predictions, so it is
 * hurt more by noise than the squared error is: smoother than the least error is better.
 *
 * @param candidates from the smoothest, at least one; all saw the same queries in the same order
 */
export function smoothestOfBest<T>(candidates: readonly Candidate<T>[]): Candidate<T> {
  const best = candidates.reduce((least, each) => (each.error.mean < least.error.mean ? each : least));
  return candidates.find((each) => isWithinOneError(each.error.perQuery, best.error.perQuery))!;
}

function isWithinOneError(errors: readonly number[], best: readonly number[]): boolean {
  const differences = errors.map((error, query) => error - best[query]!);
  const mean = meanOf(differences);
  const squares = differences.reduce((sum, difference) => sum + (difference - mean) ** 2, 0);
  const { length } = differences;
  return mean <= (length > 1 ? Math.sqrt(squares / (length - 1) / length) : 0);
}

function meanOf(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** What was chosen, for the report. */
export function choiceNote(what: string, chosen: RoutingError, smoothest: string, ofSmoothest: RoutingError): string {
  return `cross-validation chose ${what}: centred squared error ${chosen.mean.toFixed(5)}, against ${ofSmoothest.mean.toFixed(5)} with ${smoothest}`;
}
