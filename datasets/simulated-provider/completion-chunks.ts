import type { CompletionBody } from './completion-body.ts';

/** Pieces of a text. */
const PIECES = 8;

/** A completion as the chunks of a stream: the role, the text in a few pieces, the reason to stop, and usage if asked for. */
export function completionChunks(body: CompletionBody, includeUsage: boolean): object[] {
  const { choices, usage, ...rest } = body;
  const [{ message, logprobs, finish_reason }] = choices;
  const common = { ...rest, object: 'chat.completion.chunk' };
  const chunk = (delta: object, more: object = {}) => ({
    ...common,
    choices: [{ index: 0, delta, logprobs: null, finish_reason: null, ...more }],
    ...(includeUsage ? { usage: null } : {}),
  });
  const texts = pieces(message.content);
  return [
    chunk({ role: 'assistant', content: '', refusal: null }),
    // All log-probabilities come with the first piece: readers add them up.
    ...texts.map((content, i) => chunk({ content }, i === 0 ? { logprobs } : {})),
    chunk({}, { finish_reason }),
    ...(includeUsage ? [{ ...common, choices: [], usage }] : []),
  ];
}

/** By whole characters: half of a pair would not survive the way. */
function pieces(text: string): string[] {
  const characters = [...text];
  const size = Math.max(1, Math.ceil(characters.length / PIECES));
  const count = Math.ceil(characters.length / size);
  return Array.from({ length: count }, (_, i) => characters.slice(i * size, (i + 1) * size).join(''));
}
