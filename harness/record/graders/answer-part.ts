/**
 * "#### 18", "\boxed{18}", "The answer is 18", "Final answer: 18", `"answer": "18"`. What may stand between the marker
 * and the answer is bounded, so that matching is linear.
 */
const MARKER =
  /#### (?=[-+$]?\d)|\\boxed ?\{|\banswer\b(?:[^\p{L}\p{N}\n]{0,6}(?:is|was|equals|would be|must be|should be)\b|["'*_ ]{0,6}(?:[:=]|(?=\n)))[*_ ]{0,4}[:=]?/giu;

/**
 * Where a response states its answer: what follows the last answer marker, up to the end of the line (for `\boxed{…}`:
 * up to its closing brace). When nothing but decoration is left of that line, the next line that has something.
 * `undefined` where there is no marker.
 */
export function answerPart(response: string): string | undefined {
  let last: RegExpMatchArray | undefined;
  for (const match of response.matchAll(MARKER)) last = match;
  if (last === undefined) return undefined;
  const start = last.index! + last[0].length;
  if (last[0].startsWith('\\')) return response.slice(start, closingBrace(response, start));
  return firstLineWithText(response, start);
}

function closingBrace(text: string, start: number): number {
  let depth = 1;
  for (let at = start; at < text.length; at++) {
    if (text[at] === '{') depth++;
    else if (text[at] === '}' && --depth === 0) return at;
  }
  return text.length;
}

function firstLineWithText(text: string, start: number): string | undefined {
  for (let from = start; from < text.length; ) {
    const newline = text.indexOf('\n', from);
    const end = newline === -1 ? text.length : newline;
    const line = text.slice(from, end);
    if (/[\p{L}\p{N}]/u.test(line)) return line.trim();
    from = end + 1;
  }
  return undefined;
}
