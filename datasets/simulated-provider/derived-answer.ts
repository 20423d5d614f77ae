import { countTokens } from '../../harness/count-tokens.ts';
import type { SimulatedAnswer } from './simulated-answer.ts';

const OPENINGS = ['The answer is', 'I would say', 'Most likely', 'In short:', 'It comes to'];
const WORDS = ['amber', 'birch', 'cobalt', 'delta', 'ember', 'fern', 'granite', 'harbour'];

/**
 * A short answer to what no dataset holds: the same for the same model and messages, on every machine.
 *
 * @param key at least 12 hex digits, of the messages
 */
export function derivedAnswer(model: number, key: string, promptTokens: number): SimulatedAnswer {
  const drawn = Number.parseInt(key.slice(0, 12), 16) + model;
  const word = WORDS[Math.floor(drawn / OPENINGS.length) % WORDS.length]!;
  const text = `${OPENINGS[drawn % OPENINGS.length]} ${word} ${drawn % 1000}.`;
  return {
    text,
    finishReason: 'stop',
    inputTokens: promptTokens,
    cachedInputTokens: 0,
    outputTokens: countTokens(text),
    latencyMs: 200 + (drawn % 1000),
  };
}
