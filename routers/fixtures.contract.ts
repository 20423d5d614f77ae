import { fingerprint } from '../harness/fingerprint.ts';
import type { Model } from '../harness/model.ts';
import {
  type Example,
  emptySignal,
  emptyTable,
  type OutcomeTable,
  type SignalColumn,
  STATUS,
  takeRows,
} from '../harness/outcome-table.ts';
import { random } from '../harness/random.ts';
import { readQuotedRequest } from '../harness/record/quoted-request.ts';
import type { RouteRequest } from '../harness/request.ts';
import type { Completer, Embedder, Tools } from '../harness/tools.ts';

const MODELS: readonly Model[] = ['small', 'medium', 'large'].map((id, m) => ({
  id,
  price: {
    usdPerRequest: 0,
    inputUsdPerMillionTokens: 10 ** m,
    outputUsdPerMillionTokens: 3 * 10 ** m,
    source: 'card' as const,
  },
}));
const TOPICS: Readonly<Record<string, readonly string[]>> = {
  code: 'function array loop compile bug stack pointer'.split(' '),
  poem: 'rose moon verse rhyme sorrow sea heart'.split(' '),
  sums: 'add seven apples total price minus twelve'.split(' '),
};

/** Prompts of three topics and three models: a bigger model is better, most of all at code. */
export function contractTable(rows: number, seed: number): OutcomeTable {
  const rng = random(seed);
  const topics = Object.keys(TOPICS);
  const examples = Array.from({ length: rows }, (_, i): Example => {
    const topic = topics[i % topics.length]!;
    const words = Array.from({ length: 6 + rng.integer(6) }, () => TOPICS[topic]![rng.integer(7)]!);
    return {
      id: `${seed}-${i}`,
      task: topic,
      ...(i % 4 === 0 && { group: `group ${i % 12}` }),
      request: {
        messages: [
          { role: 'system', content: 'Be brief.' },
          { role: 'user', content: `${words.join(' ')}?` },
        ],
        metadata: { tier: i % 2 === 0 ? 'gold' : 'free', seats: i, vip: i % 3 === 0 },
        ...(i % 5 === 0 && { session: { id: `s${i % 10}`, turn: 0 } }),
      },
    };
  });
  const table = emptyTable(examples, MODELS);
  for (let cell = 0; cell < table.status.length; cell++) {
    const model = cell % MODELS.length;
    const row = Math.floor(cell / MODELS.length);
    table.status[cell] = STATUS.ok;
    table.quality[cell] = rng.next() < 0.3 + 0.2 * model + (row % 3 === 0 ? 0.2 * (model - 1) : 0) ? 1 : 0;
    table.inputTokens[cell] = 10;
    table.outputTokens[cell] = 5 + 10 * model + rng.integer(5);
    table.costUsd[cell] = 10 ** (model - 6);
    table.latencyMs[cell] = 100;
  }
  return { ...table, signals: new Map([['judge', judgeSignal(table, seed)]]) };
}

/** A judge from outside the pool, right four times out of five. */
function judgeSignal({ quality }: OutcomeTable, seed: number): SignalColumn {
  const rng = random(seed + 1_000);
  const signal = emptySignal(quality.length, { id: 'judge-model' });
  for (let cell = 0; cell < quality.length; cell++) {
    const isGood = (quality[cell] === 1) === rng.next() < 0.8;
    signal.values[cell] = (isGood ? 0.5 : 0) + rng.next() / 2;
    signal.costUsd[cell] = 1e-6;
    signal.latencyMs[cell] = 50;
    signal.inputTokens[cell] = 30;
    signal.outputTokens[cell] = 5;
  }
  return signal;
}

/** One row in three lacks one model. */
export function withHoles(table: OutcomeTable, status: number = STATUS.missing): OutcomeTable {
  const copy = takeRows(table, [...table.examples.keys()]);
  for (let row = 0; row < copy.examples.length; row += 3) {
    const cell = row * copy.models.length + (row % 2);
    copy.status[cell] = status;
    for (const column of ['quality', 'costUsd', 'latencyMs', 'outputTokens'] as const) copy[column][cell] = Number.NaN;
  }
  return copy;
}

export const HOSTILE: readonly RouteRequest[] = [
  '',
  ' \n\t',
  'a'.repeat(1_000_000),
  'word '.repeat(200_000),
  '👩‍👩‍👧‍👦🏳️‍🌈',
  '\ud800 lone \udfff',
  '<script>alert(1)</script>',
  '__proto__ constructor',
  '\0\u202e',
].map((content) => ({
  messages: [{ role: 'user', content }],
  metadata: JSON.parse('{"__proto__": "x", "tier": 3, "constructor": "y"}'),
}));

const DIMENSIONS = 24;

/** Mean of word vectors drawn from a hash: fast, the same everywhere, and texts of like words are alike. */
export function hashingEmbedder(asked: string[] = []): Embedder {
  return {
    name: 'hashing',
    fingerprint: fingerprint('hashing', String(DIMENSIONS)),
    dimensions: DIMENSIONS,
    rates: { usdPerMillionTokens: 20, latencyMsPerToken: 0.1, latencyMsPerCall: 2, asOf: '2025-01-01' },
    async embed(texts) {
      asked.push(...texts);
      const vectors = new Float32Array(texts.length * DIMENSIONS);
      for (const [i, text] of texts.entries()) vectors.set(hashedVector(text), i * DIMENSIONS);
      return vectors;
    },
  };
}

function hashedVector(text: string): Float64Array {
  const vector = new Float64Array(DIMENSIONS);
  for (const word of new Set(text.toLowerCase().split(/\s+/).slice(0, 500))) {
    const rng = random(Number.parseInt(fingerprint(word).slice(0, 8), 16));
    for (let i = 0; i < DIMENSIONS; i++) vector[i]! += rng.normal();
  }
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
  return vector.map((value) => value / length);
}

/** A router behind HTTP, as the fake completer plays it: it serves a model by topic, under a name of its own. */
export const GATEWAY = 'auto';
const SERVED: Readonly<Record<string, string>> = { code: 'vendor/large', poem: 'small-2024-08-06', sums: 'the-middle' };

/**
 * Reads quoted requests and names the topic of their last message's words; of what has none, nothing that parses. One in
 * ten questions fails.
 *
 * @param asked receives the content of each question's last message
 */
export function topicCompleter(asked: string[] = []): Completer {
  return {
    complete: async (tasks) =>
      tasks.map(({ question, key }) => {
        const content = question.messages.at(-1)!.content;
        asked.push(content);
        const text = readQuotedRequest(content)?.request.at(-1)?.content ?? content;
        const topic = Object.keys(TOPICS).find((name) => TOPICS[name]!.some((word) => text.split(' ').includes(word)));
        const failed = Number.parseInt(key.slice(0, 8), 16) % 10 === 0;
        return {
          status: failed ? ('error' as const) : ('ok' as const),
          text: failed ? '' : topic === undefined ? 'no idea' : JSON.stringify({ class: topic }),
          servedModel: failed
            ? null
            : question.model === GATEWAY
              ? (SERVED[topic ?? ''] ?? 'unheard-of')
              : question.model,
          errorCode: failed ? '500' : null,
          inputTokens: failed ? null : 100,
          cachedInputTokens: null,
          outputTokens: failed ? null : 5,
          latencyMs: 300,
        };
      }),
  };
}

/**
 * @param embedded receives the texts that are embedded
 * @param asked receives what models are asked
 */
export function contractTools(embedded?: string[], asked?: string[]): Tools {
  return {
    embedder: hashingEmbedder(embedded),
    completer: topicCompleter(asked),
    countTokens: (text) => Math.ceil(text.length / 4),
    seed: 7,
  };
}
