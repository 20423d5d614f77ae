import { fingerprint } from '../../harness/fingerprint.ts';
import { isAnswered, meanPerModel, type OutcomeTable } from '../../harness/outcome-table.ts';
import type { Random } from '../../harness/random.ts';
import { derivedAnswer } from './derived-answer.ts';
import { drawnLatency, hashRandom } from './hash-random.ts';
import { recordedAnswer } from './recorded-answers.ts';
import type { RecordedDataset } from './recorded-dataset.ts';
import type { SimulatedAnswer } from './simulated-answer.ts';

/** Share of samples that say the same where no dataset knows better. */
const STEADY = 0.6;

/**
 * What a model says when it is asked for another sample, the same for the same seed. Where its recorded answer is right, most
 * samples are; where it is wrong, they are right as seldom as models of its ability are, and differ: how far samples
 * agree tells something about the answer.
 */
export function sampledAnswer(
  dataset: RecordedDataset,
  model: number,
  key: string,
  promptTokens: number,
  seed: number,
): SimulatedAnswer {
  const own = recordedAnswer(dataset, model, key, promptTokens);
  const rng = hashRandom('sample', String(model), key, String(seed));
  const example = dataset.exampleOf(key);
  if (example === undefined || dataset.textOf(example, model) === undefined) {
    const isOwn = rng.next() < STEADY;
    return isOwn ? own : derivedAnswer(model, fingerprint(key, String(seed)), promptTokens);
  }
  const isRight = rng.next() < chanceOfRight(dataset.table, example, model);
  const { text, finishReason } = sampleText(dataset, { own, model, key, example, isRight }, rng);
  const outputTokens = Math.max(1, Math.round(own.outputTokens * Math.exp(0.2 * rng.normal())));
  return { ...own, text, finishReason, outputTokens, latencyMs: drawnLatency(own.latencyMs, rng) };
}

/** By the model's own grade, those of its neighbours in ability, and its mean over the task. */
function chanceOfRight(table: OutcomeTable, example: number, model: number): number {
  const { neighbours, taskMeans } = abilitiesOf(table);
  const width = table.models.length;
  const rights = neighbours[model]!.map((m) => table.quality[example * width + m]!).filter((q) => !Number.isNaN(q));
  const own = Number(isRight(table, example, model));
  const near = rights.length === 0 ? own : rights.filter((q) => q >= 0.5).length / rights.length;
  const usual = taskMeans.get(table.examples[example]!.task)![model]!;
  return 0.55 * own + 0.25 * near + 0.2 * (Number.isNaN(usual) ? own : usual);
}

function isRight({ quality, models }: OutcomeTable, example: number, model: number): boolean {
  return quality[example * models.length + model]! >= 0.5;
}

interface Sample {
  readonly own: SimulatedAnswer;
  readonly model: number;
  readonly key: string;
  readonly example: number;
  readonly isRight: boolean;
}

/** The model's own words where they fit, else another model's, else its own with a slip. */
function sampleText(
  dataset: RecordedDataset,
  sample: Sample,
  rng: Random,
): Pick<SimulatedAnswer, 'text' | 'finishReason'> {
  const { own, model, key, example } = sample;
  const { table, textOf } = dataset;
  const width = table.models.length;
  const fitting = table.models
    .map((_, m) => m)
    .filter((m) => isAnswered(table.status[example * width + m]!) && textOf(example, m) !== undefined)
    .filter((m) => isRight(table, example, m) === sample.isRight);
  const isOwnFitting = fitting.includes(model);
  // Who is right says the same again; who is wrong errs in another way half the time.
  const keepsOwn = isOwnFitting && (sample.isRight || rng.next() < 0.5);
  if (keepsOwn) return own;
  const others = fitting.filter((m) => m !== model);
  if (others.length > 0) return recordedAnswer(dataset, others[rng.integer(others.length)]!, key, own.inputTokens);
  return sample.isRight || isOwnFitting ? own : { text: slip(own.text, rng), finishReason: own.finishReason };
}

/** The last digit another one, or the last word left out. */
function slip(text: string, rng: Random): string {
  const at = text.search(/\d\D*$/);
  if (at >= 0) return `${text.slice(0, at)}${(Number(text[at]) + 1 + rng.integer(9)) % 10}${text.slice(at + 1)}`;
  const words = text.trim().split(/\s+/);
  return words.length > 1 ? words.slice(0, -1).join(' ') : 'I am not sure.';
}

interface Abilities {
  /** Of each model, those just below and above it in mean quality. */
  readonly neighbours: readonly (readonly number[])[];
  /** Share of right answers by task and model. */
  readonly taskMeans: ReadonlyMap<string, readonly number[]>;
}

const known = new WeakMap<OutcomeTable, Abilities>();

function abilitiesOf(table: OutcomeTable): Abilities {
  const before = known.get(table);
  if (before !== undefined) return before;
  const means = meanPerModel(table, 'quality');
  const byAbility = [...means.keys()].sort((a, b) => means[a]! - means[b]! || a - b);
  const neighbours = [...means.keys()].map((m) => {
    const at = byAbility.indexOf(m);
    return [byAbility[at - 1], byAbility[at + 1]].filter((near) => near !== undefined);
  });
  const abilities = { neighbours, taskMeans: rightByTask(table) };
  known.set(table, abilities);
  return abilities;
}

function rightByTask({ examples, models, quality }: OutcomeTable): Abilities['taskMeans'] {
  const sums = new Map<string, { right: number; count: number }[]>();
  for (const [i, { task }] of examples.entries()) {
    const ofTask = sums.get(task) ?? models.map(() => ({ right: 0, count: 0 }));
    sums.set(task, ofTask);
    for (const [m, sum] of ofTask.entries()) {
      const grade = quality[i * models.length + m]!;
      if (Number.isNaN(grade)) continue;
      sum.right += Number(grade >= 0.5);
      sum.count += 1;
    }
  }
  return new Map([...sums].map(([task, ofTask]) => [task, ofTask.map(({ right, count }) => right / count)]));
}
