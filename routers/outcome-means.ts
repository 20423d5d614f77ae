import { BenchError } from '../harness/bench-error.ts';
import { isAnswered, type OutcomeTable } from '../harness/outcome-table.ts';

/** What is learned from: examples × models, row-major, NaN where the model did not answer. */
export interface Outcomes {
  readonly rows: number;
  readonly width: number;
  readonly quality: Float64Array;
  readonly outputTokens: Float64Array;
}

/** One value per model. */
export interface Means {
  readonly quality: Float64Array;
  readonly outputTokens: Float64Array;
}

/** Where answer lengths are unknown, all models are taken to answer alike. */
export const UNKNOWN_TOKENS = 1;

/**
 * The outcomes of the answered cells.
 *
 * @throws {BenchError} naming a model without any outcome: nothing can be learned about it
 */
export function answeredOutcomes(train: OutcomeTable, router: string): Outcomes {
  const width = train.models.length;
  const quality = train.quality.slice();
  const outputTokens = train.outputTokens.slice();
  const known = new Uint32Array(width);
  for (let cell = 0; cell < quality.length; cell++) {
    if (!isAnswered(train.status[cell]!) || Number.isNaN(quality[cell]!)) {
      quality[cell] = Number.NaN;
      outputTokens[cell] = Number.NaN;
    } else known[cell % width]! += 1;
  }
  const unknown = train.models.filter((_, m) => known[m] === 0).map((model) => model.id);
  if (unknown.length > 0) {
    throw new BenchError(`${router}: no training outcome at all for ${unknown.join(', ')}`, {
      hint: 'Record answers of this model, or leave it out of the pool.',
    });
  }
  return { rows: train.examples.length, width, quality, outputTokens };
}

/** Sums and counts per model over known cells, to which rows are added and from which they are taken. */
export class OutcomeSums {
  readonly quality: Float64Array;
  readonly qualityCount: Float64Array;
  readonly outputTokens: Float64Array;
  readonly tokensCount: Float64Array;

  constructor(width: number) {
    this.quality = new Float64Array(width);
    this.qualityCount = new Float64Array(width);
    this.outputTokens = new Float64Array(width);
    this.tokensCount = new Float64Array(width);
  }

  add({ width, quality, outputTokens }: Outcomes, row: number): void {
    for (let m = 0; m < width; m++) {
      const q = quality[row * width + m]!;
      const tokens = outputTokens[row * width + m]!;
      if (!Number.isNaN(q)) {
        this.quality[m]! += q;
        this.qualityCount[m]! += 1;
      }
      if (!Number.isNaN(tokens)) {
        this.outputTokens[m]! += tokens;
        this.tokensCount[m]! += 1;
      }
    }
  }

  /** Means with `strength` pseudo-observations of `prior`; the prior itself where nothing was seen. */
  shrunk(strength: number, prior: Means): Means {
    const mean = (sum: Float64Array, count: Float64Array, towards: Float64Array) =>
      sum.map((total, m) => {
        if (count[m] === 0) return towards[m]!;
        return strength === 0 ? total / count[m]! : (total + strength * towards[m]!) / (count[m]! + strength);
      });
    return {
      quality: mean(this.quality, this.qualityCount, prior.quality),
      outputTokens: mean(this.outputTokens, this.tokensCount, prior.outputTokens),
    };
  }
}

/** Means over all rows, or over those given. A model unseen there has NaN quality and one token. */
export function meanOutcomes(outcomes: Outcomes, rows?: Iterable<number>): Means {
  const sums = new OutcomeSums(outcomes.width);
  for (const row of rows ?? Array(outcomes.rows).keys()) sums.add(outcomes, row);
  return sums.shrunk(0, unknownMeans(outcomes.width));
}

function unknownMeans(width: number): Means {
  return {
    quality: new Float64Array(width).fill(Number.NaN),
    outputTokens: new Float64Array(width).fill(UNKNOWN_TOKENS),
  };
}
