import { z } from 'zod';
import { MOST_TOKENS, usageSchema } from './received-answer.ts';

/** Characters of an answer. No model writes so much; a broken server might. */
const MOST_CHARACTERS = 16 * 2 ** 20;
const MOST_CALLS = 1000;

/**
 * Puts the chunks of a streamed completion together into what the API would have sent at once.
 *
 * @param onFirst called when the first piece of the answer comes
 * @throws {Error} for what is no chunk, and where the stream ends before the answer does: a part of an answer is none
 */
export async function assembledCompletion(chunks: AsyncIterable<unknown>, onFirst: () => void): Promise<unknown> {
  const sofar = newCompletion();
  let hasBegun = false;
  for await (const chunk of chunks) {
    add(sofar, chunkSchema.parse(chunk));
    if (sofar.characters > MOST_CHARACTERS) throw new Error('the answer is too long');
    if (hasBegun || sofar.characters === 0) continue;
    hasBegun = true;
    onFirst();
  }
  if (sofar.finishReason === undefined) throw new Error('the stream ended before the answer did');
  const { content, refusal, calls, logprobs, finishReason } = sofar;
  const message = { content, refusal, tool_calls: [...calls].sort(([a], [b]) => a - b).map(([, call]) => call) };
  const choice = { message, finish_reason: finishReason, logprobs: { content: logprobs } };
  return { model: sofar.model, choices: [choice], usage: sofar.usage };
}

const text = z.string().nullish();
const chunkSchema = z.object({
  model: text,
  choices: z
    .array(
      z.object({
        index: z.int().nullish(),
        finish_reason: text,
        delta: z
          .object({
            content: text,
            refusal: text,
            tool_calls: z
              .array(
                z.object({
                  index: z.int().nonnegative().nullish(),
                  id: text,
                  function: z.object({ name: text, arguments: text }).nullish(),
                }),
              )
              .nullish(),
          })
          .nullish(),
        logprobs: z.object({ content: z.unknown() }).nullish().catch(null),
      }),
    )
    .nullish(),
  usage: usageSchema.nullish().catch(null),
});
type Chunk = z.output<typeof chunkSchema>;
type Choice = NonNullable<Chunk['choices']>[number];
type CallPiece = NonNullable<NonNullable<Choice['delta']>['tool_calls']>[number];

interface Call {
  id: string;
  readonly type: 'function';
  readonly function: { name: string; arguments: string };
}

interface Completion {
  model: string | undefined;
  content: string;
  refusal: string;
  readonly calls: Map<number, Call>;
  readonly logprobs: unknown[];
  finishReason: string | undefined;
  usage: Chunk['usage'];
  characters: number;
}

function newCompletion(): Completion {
  return {
    model: undefined,
    content: '',
    refusal: '',
    calls: new Map(),
    logprobs: [],
    finishReason: undefined,
    usage: null,
    characters: 0,
  };
}

function add(sofar: Completion, { model, choices, usage }: Chunk): void {
  sofar.model ??= model || undefined;
  // Some servers count in every chunk: the last count is of the whole.
  sofar.usage = usage ?? sofar.usage;
  for (const { index, delta, finish_reason, logprobs } of choices ?? []) {
    if ((index ?? 0) !== 0) continue;
    sofar.finishReason = finish_reason || sofar.finishReason;
    const [content, refusal] = [delta?.content ?? '', delta?.refusal ?? ''];
    sofar.content += content;
    sofar.refusal += refusal;
    sofar.characters += content.length + refusal.length;
    for (const piece of delta?.tool_calls ?? []) addToCall(sofar, piece);
    addLogprobs(sofar.logprobs, logprobs?.content);
  }
}

/** A server that numbers no calls sends each one whole, with an id, or goes on with the last. */
function addToCall(sofar: Completion, { index, id, function: piece }: CallPiece): void {
  const { calls } = sofar;
  const at = index ?? (id ? calls.size : Math.max(0, calls.size - 1));
  const call = calls.get(at) ?? { id: '', type: 'function', function: { name: '', arguments: '' } };
  const [name, sent] = [piece?.name ?? '', piece?.arguments ?? ''];
  call.id ||= id ?? '';
  call.function.name += name;
  call.function.arguments += sent;
  sofar.characters += Math.max(1, name.length + sent.length);
  calls.set(at, call);
  if (calls.size > MOST_CALLS) throw new Error('the answer calls too many tools');
}

function addLogprobs(all: unknown[], tokens: unknown): void {
  if (!Array.isArray(tokens)) return;
  for (const token of tokens) {
    if (all.length === MOST_TOKENS) return;
    all.push(token);
  }
}
