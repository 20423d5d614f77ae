const SHORTEST = 20;
const WORD_CHARACTER = /[\p{L}\p{M}\p{N}\p{Cs}_]/u;

/**
 * The longest texts of at least 20 characters with which at least `atLeast` of `texts` begin, cut back so that no word
 * is split. After one is found, the texts that begin with it are set aside and the rest is searched again, so there
 * are at most `texts.length / atLeast` of them.
 *
 * In sorted order the texts that share a prefix stand together: a prefix is shared by `atLeast` texts exactly when the
 * two ends of some window of that width share it. One sort and one pass, instead of comparing all pairs.
 */
export function sharedPrefixes(texts: readonly string[], atLeast: number): string[] {
  const found: string[] = [];
  // Code-unit order, which `sort` without a comparator gives, keeps equal prefixes together; a locale order may not.
  let sorted = [...texts].sort();
  for (;;) {
    const prefix = longestSharedPrefix(sorted, atLeast);
    if (prefix === undefined) return found;
    found.push(prefix);
    sorted = sorted.filter((text) => !text.startsWith(prefix));
  }
}

/** The same for the ends of texts. */
export function sharedSuffixes(texts: readonly string[], atLeast: number): string[] {
  return sharedPrefixes(texts.map(reversed), atLeast).map(reversed);
}

function longestSharedPrefix(sorted: readonly string[], width: number): string | undefined {
  let longest = '';
  for (let first = 0; first + width <= sorted.length; first++) {
    const a = sorted[first]!;
    const b = sorted[first + width - 1]!;
    // Comparing one character first keeps the pass linear: only a window that would win is cut and measured.
    if (a.length <= longest.length || a.charCodeAt(longest.length) !== b.charCodeAt(longest.length)) continue;
    const prefix = wholeWords(a, commonLength(a, b));
    if (prefix.length > longest.length) longest = prefix;
  }
  return longest.length >= SHORTEST ? longest : undefined;
}

function commonLength(a: string, b: string): number {
  const most = Math.min(a.length, b.length);
  let length = 0;
  while (length < most && a.charCodeAt(length) === b.charCodeAt(length)) length++;
  return length;
}

/** The first `length` code units of `text`, back to the last one that cannot be the inside of a word. */
function wholeWords(text: string, length: number): string {
  let end = length;
  while (end > 0 && WORD_CHARACTER.test(text[end - 1]!)) end--;
  return text.slice(0, end);
}

/** Code unit by code unit: reversing twice gives the text back, broken surrogate pairs included. */
function reversed(text: string): string {
  return text.split('').reverse().join('');
}
