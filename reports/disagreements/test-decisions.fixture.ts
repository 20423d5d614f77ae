import { random } from '../../harness/random.ts';
import type { PromptTexts, TestDecisions } from './test-decisions.ts';

export interface SampleDecisionsOptions {
  readonly prompts: number;
  readonly models: readonly string[];
  readonly routers: readonly string[];
  readonly tasks?: readonly string[];
  /** Characters of each prompt and answer; 0 = a redacted run. */
  readonly characters?: number;
}

/** Decisions and texts made by hand, the same every time. Prompt i says "prompt number i" and goes on in made-up words. */
export function sampleDecisions(options: SampleDecisionsOptions): TestDecisions {
  const { prompts, models, routers, tasks = ['arithmetic', 'chat'], characters = 200 } = options;
  const rng = random(11);
  const each = <T>(n: number, make: (i: number) => T) => Array.from({ length: n }, (_, i) => make(i));
  const cells = prompts * models.length;
  return {
    ids: each(prompts, (i) => `q${i}`),
    tasks: each(prompts, (i) => tasks[i % tasks.length]!),
    models,
    quality: Float64Array.from(each(cells, () => (rng.next() < 0.6 ? 1 : 0))),
    costUsd: Float64Array.from(each(cells, (i) => 1e-4 * (1 + (i % models.length)) * (0.5 + rng.next()))),
    latencyMs: Float64Array.from(each(cells, () => 100 + 2000 * rng.next())),
    routers: each(routers.length, (r) => ({
      name: routers[r]!,
      choices: each(prompts, () => rng.integer(models.length)),
      billUsd: each(prompts, () => 1e-6 * rng.next()),
      billLatencyMs: each(prompts, () => 5 * rng.next()),
      ...(r % 3 !== 2 && { predicted: each(cells, () => rng.next()) }),
    })),
    ...(characters > 0 && { texts: each(prompts, textsOf(options, characters)) }),
  };
}

function textsOf({ models, routers }: SampleDecisionsOptions, characters: number): (i: number) => PromptTexts {
  const rng = random(12);
  const words = Array.from({ length: 4000 }, () => wordOf(rng.integer(1e9))).join(' ');
  const some = () => {
    const start = rng.integer(Math.max(1, words.length - characters));
    return words.slice(start, start + characters);
  };
  return (i) => ({
    prompt: `prompt number ${i} ${some()}`.slice(0, Math.max(20, characters)),
    metadata: { tier: i % 2 === 0 ? 'gold' : 'free', seats: i },
    answers: models.map((_, m) => (m === 0 && i % 5 === 0 ? null : `answer ${m} ${some()}`)),
    reasons: routers.map((name) => [`neighbour q${rng.integer(9999)} of ${name}`, `decided by ${name}`]),
  });
}

function wordOf(number: number): string {
  return number.toString(36).slice(0, 3 + (number % 6));
}
