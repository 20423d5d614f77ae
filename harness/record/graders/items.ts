import { z } from 'zod';
import { parseJson } from './find-json.ts';
import { normalize } from './normalize.ts';

export const itemsReference = z.array(z.string().trim().min(1)).min(1);

/** Characters each of which ends an item. */
export const separators = z.string().min(1).max(20).default(',;\n');

/**
 * The items of a response, normalised as `exact` does: of a JSON list its members, else of a text its pieces between
 * separators, without bullets, numbering, a final "and", and a lead-in such as "The colours are:".
 */
export function itemsOf(response: string, separators: string): string[] {
  return (jsonItems(response) ?? split(withoutLeadIn(response), separators))
    .map((item) => normalize(withoutBullet(item)))
    .filter((item) => item !== '');
}

/** The items of a reference, normalised. */
export function referenceItems(reference: readonly string[]): string[] {
  return reference.map((item) => normalize(item));
}

function jsonItems(response: string): string[] | undefined {
  const unfenced = response.replace(/^\s*```\w{0,10}\n/, '').replace(/\n```$/, '');
  const value = parseJson(unfenced);
  if (!Array.isArray(value)) return undefined;
  return value.map((item) => (typeof item === 'object' ? '' : String(item)));
}

function split(text: string, separators: string): string[] {
  const pieces: string[] = [];
  let start = 0;
  for (let at = 0; at <= text.length; at++) {
    if (at < text.length && !separators.includes(text[at]!)) continue;
    pieces.push(text.slice(start, at));
    start = at + 1;
  }
  return pieces.filter((piece) => piece.trim() !== '' && !piece.trimStart().startsWith('```'));
}

/** "Here they are: a, b" → " a, b". A colon counts when it ends the first line or a space follows it. */
function withoutLeadIn(text: string): string {
  const leadIn = /^[^\n,;:]{0,200}:(?=\s)/.exec(text);
  return leadIn === null ? text : text.slice(leadIn[0].length);
}

function withoutBullet(item: string): string {
  return item
    .trim()
    .replace(/^(?:[-*•+–]|\(?\d{1,3}[.)])\s{1,20}/, '')
    .replace(/^(?:and|&)\s{1,20}/i, '');
}
