import { STATUS_NAMES } from '../../harness/outcome-table.ts';
import type { NativeCardInput } from '../native/native-card.ts';
import type { NativeOutcome } from '../native/native-rows.ts';
import type { NativeContent } from '../native/write-native.ts';
import { POOL } from './pool.ts';
import type { Simulation } from './simulate.ts';

/** The seed and size of the dataset that is bundled. */
export const BUNDLED = { seed: 20260105, count: 6000 } as const;

/** A simulation in the native format. Costs are left out: they are tokens × the card's prices. */
export function nativeContent(simulation: Simulation): NativeContent {
  return { card: cardOf(simulation), examples: simulation.table.examples, outcomes: outcomesOf(simulation) };
}

function cardOf({ table }: Simulation): NativeCardInput {
  return {
    format: 'signalbox/dataset',
    version: 2,
    name: 'simulated-assistant',
    title: 'Simulated assistant',
    description: `${table.examples.length} prompts of eight task types to an assistant, answered by five simulated models; gold routes, metadata, paraphrases, conversations, six weeks of timestamps. Every answer can be graded.`,
    licence: 'Apache-2.0',
    source: 'scripts/make-simulated-dataset.ts',
    simulated: true,
    scale: { min: 0, max: 1 },
    estimates: [
      'input tokens: o200k tokenizer',
      'output tokens: drawn, as if hidden reasoning were billed; response texts are shorter than what is billed',
      'cached input tokens: in 85 % of later turns everything before the last message, as if the same model had answered before',
      'latency and prices: drawn up to resemble hosted models, not measured',
    ],
    models: POOL.map(({ model }) => model),
    notice: 'The models of this dataset are simulated: nothing follows for real ones.',
  };
}

function* outcomesOf({ table, responses }: Simulation): Generator<NativeOutcome> {
  const width = table.models.length;
  for (const [i, example] of table.examples.entries()) {
    for (const [m, model] of table.models.entries()) {
      const cell = i * width + m;
      const status = STATUS_NAMES[table.status[cell]!]!;
      const key = { example: example.id, model: model.id };
      if (status === 'error') yield { ...key, status, errorCode: cell % 3 === 0 ? '429' : '503' };
      else {
        const cached = table.cachedInputTokens[cell]!;
        yield {
          ...key,
          ...(status === 'ok' ? {} : { status }),
          quality: table.quality[cell]!,
          response: responses[cell]!,
          inputTokens: table.inputTokens[cell]!,
          ...(cached > 0 ? { cachedInputTokens: cached } : {}),
          outputTokens: table.outputTokens[cell]!,
          latencyMs: table.latencyMs[cell]!,
        };
      }
    }
  }
}
