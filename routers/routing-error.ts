/**
 * How badly predicted qualities serve a choice among models: the mean squared error of quality *centred over the
 * models of each query*. What makes a query easy or hard for all models alike moves no choice, so it does not count;
 * plain squared error is mostly made of it, and picks settings that predict difficulty and blur the differences.
 *
 * Cells without an outcome are left out, and a query is centred over the cells that it has.
 */
export class RoutingError {
  #sum = 0;
  #cells = 0;

  /** Adds one query. `truth` may hold NaN. */
  add(predicted: Float64Array, predictedAt: number, truth: Float64Array, truthAt: number, width: number): void {
    let predictedSum = 0;
    let truthSum = 0;
    let known = 0;
    for (let m = 0; m < width; m++) {
      const q = truth[truthAt + m]!;
      if (Number.isNaN(q)) continue;
      predictedSum += predicted[predictedAt + m]!;
      truthSum += q;
      known++;
    }
    if (known === 0) return;
    const shift = (predictedSum - truthSum) / known;
    for (let m = 0; m < width; m++) {
      const q = truth[truthAt + m]!;
      if (!Number.isNaN(q)) this.#sum += (predicted[predictedAt + m]! - q - shift) ** 2;
    }
    this.#cells += known;
  }

  /** 0 where nothing was added: there is nothing to choose by. */
  get mean(): number {
    return this.#cells === 0 ? 0 : this.#sum / this.#cells;
  }
}

export interface Candidate<T> {
  readonly setting: T;
  readonly error: number;
}

/** The candidate with the least error; among equals the first. At least one is needed. */
export function leastError<T>(candidates: readonly Candidate<T>[]): Candidate<T> {
  return candidates.reduce((best, candidate) => (candidate.error < best.error ? candidate : best));
}
