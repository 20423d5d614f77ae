import { random } from '../../random.ts';
import type { RouteRequest } from '../../request.ts';

/** Ways to change the words of a prompt that change nothing of what is asked. */
export const REWORDINGS = {
  'lower case': (text: string) => text.toLowerCase(),
  'white space': (text: string) => `\n${text.replace(/ /g, '  ')}\n`,
  'polite prefix': (text: string) => `Hello! Could you please help me with this? Thank you very much.\n\n${text}`,
  typos: withTypos,
} as const;
export type Rewording = keyof typeof REWORDINGS;

/** The request with its last user message reworded; the same every time. */
export function reworded(request: RouteRequest, how: Rewording): RouteRequest {
  const last = request.messages.findLastIndex(({ role }) => role === 'user');
  const messages = request.messages.map((message, i) =>
    i === last ? { ...message, content: REWORDINGS[how](message.content) } : message,
  );
  return { ...request, messages };
}

/** One word in this many gets a typo. */
const WORDS_PER_TYPO = 12;

/** Two neighbouring letters inside a word of at least four change places. */
function withTypos(text: string): string {
  const rng = random(text.length);
  return text.replace(/[a-zA-Z]{4,}/g, (word) => {
    if (rng.integer(WORDS_PER_TYPO) > 0) return word;
    const at = 1 + rng.integer(word.length - 3);
    return word.slice(0, at) + word[at + 1]! + word[at]! + word.slice(at + 2);
  });
}
