import { answerPart } from './answer-part.ts';
import { findJsonObjects, parseJson } from './find-json.ts';

/**
 * The answer that a reasoning response states: the `answer` field of its last JSON object that has one, also when that
 * JSON is broken; else what follows an answer marker; else the whole response.
 */
export function findAnswer(response: string): string {
  return jsonAnswer(response) ?? looseJsonAnswer(response) ?? answerPart(response) ?? response;
}

/** Lists and objects are left to the loose reading, which keeps them as written. */
function jsonAnswer(response: string): string | undefined {
  const object = findJsonObjects(response).findLast(({ value }) => Object.hasOwn(value, 'answer'))?.value;
  const answer = object?.answer;
  if (answer === undefined || (typeof answer === 'object' && answer !== null)) return undefined;
  return String(answer);
}

/** What stands after the last `"answer":` of a text that is no good JSON: a text in quotes, a bracket, or a word. */
function looseJsonAnswer(response: string): string | undefined {
  const last = [...response.matchAll(/"answer"\s{0,20}:[ \t]{0,20}/g)].at(-1);
  if (last === undefined) return undefined;
  const start = last.index + last[0].length;
  if (response[start] === '[' || response[start] === '{') return response.slice(start, closingBracket(response, start));
  const newline = response.indexOf('\n', start);
  const value = trimEndOf(response.slice(start, newline === -1 ? undefined : newline), ' \t\r,}`');
  if (!value.startsWith('"')) return value;
  const unescaped = parseJson(value);
  return typeof unescaped === 'string' ? unescaped : value.slice(1, value.endsWith('"') ? -1 : undefined);
}

function closingBracket(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    if ('[{('.includes(text[at]!)) depth++;
    else if (']})'.includes(text[at]!) && --depth === 0) return at + 1;
  }
  return text.length;
}

function trimEndOf(text: string, characters: string): string {
  let end = text.length;
  while (end > 0 && characters.includes(text[end - 1]!)) end--;
  return text.slice(0, end);
}
