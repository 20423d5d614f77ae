import { hashRandom } from './hash-random.ts';
import type { RecordedDataset } from './recorded-dataset.ts';

/** One token of an answer, as the API gives it. */
export interface LogProbability {
  readonly token: string;
  /** Natural logarithm, ≤ 0. */
  readonly logprob: number;
}

/** Of long answers, the first few: their mean is all that anybody reads. */
const MOST = 16;

/**
 * Log-probabilities of the first words of an answer. Their mean is nearer 0 where the answer is right, with much noise: a
 * model is often sure of what is wrong.
 *
 * @param model its id
 * @param key `messagesKey` of what it answers
 */
export function logProbabilities(dataset: RecordedDataset, model: string, key: string, text: string): LogProbability[] {
  const rng = hashRandom('log-probabilities', model, key, text);
  const example = dataset.exampleOf(key);
  const grade = example === undefined ? Number.NaN : dataset.gradeOf(example, text);
  const isRight = Number.isNaN(grade) ? rng.next() < 0.5 : grade >= 0.5;
  const mean = (isRight ? -0.12 : -0.28) * Math.exp(0.8 * rng.normal());
  const tokens = [...text.slice(0, 2000).matchAll(/\s*\S+/g)].slice(0, MOST).map(([token]) => token);
  const weights = tokens.map(() => Math.exp(0.5 * rng.normal()));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return tokens.map((token, i) => ({
    token,
    logprob: Number(((mean * weights[i]! * tokens.length) / sum).toFixed(6)),
  }));
}
