/** Words to a shingle: three tell apart two questions from one template better than words alone. */
const WIDTH = 3;

const UNSEEN = 0;
const SPACE = 1;
/** Joins its neighbours into a word. */
const LETTER = 2;
/** A word of its own: a symbol, or a character of a script that does not separate words. */
const ALONE = 3;
const LETTERS = /[\p{L}\p{M}\p{N}_]/u;
const UNSEPARATED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Khmer}\p{Script=Lao}]/u;
const kinds = new Uint8Array(1 << 16);

/**
 * The set of a text's shingles (runs of three words or symbols, letter case aside) as sorted 32-bit hashes. A text of
 * fewer than three words is one shingle; an empty text has none.
 */
export function shingles(text: string): Uint32Array {
  const words = wordHashes(text);
  if (words.length === 0) return new Uint32Array(0);
  const runs = Math.max(1, words.length - WIDTH + 1);
  const hashes = new Uint32Array(runs);
  for (let start = 0; start < runs; start++) {
    let hash = 0;
    for (const word of words.slice(start, start + WIDTH)) hash = Math.imul(hash ^ word, 0x9e3779b1) ^ (hash >>> 15);
    hashes[start] = mixed(hash);
  }
  return distinct(hashes.sort());
}

/** |A ∩ B| / |A ∪ B| of two sorted sets; 1 for two empty ones. */
export function jaccard(a: Uint32Array, b: Uint32Array): number {
  let i = 0;
  let j = 0;
  let shared = 0;
  while (i < a.length && j < b.length) {
    const left = a[i]!;
    const right = b[j]!;
    if (left === right) shared++;
    if (left <= right) i++;
    if (right <= left) j++;
  }
  const all = a.length + b.length - shared;
  return all === 0 ? 1 : shared / all;
}

/** FNV-1a hash of each word, without cutting the words out of the text. */
function wordHashes(text: string): number[] {
  const lower = text.toLowerCase();
  const hashes: number[] = [];
  let hash = 0;
  let inWord = false;
  for (let at = 0; at < lower.length; at++) {
    const code = lower.charCodeAt(at);
    const kind = kindOf(code);
    if (kind === LETTER) {
      hash = Math.imul((inWord ? hash : 0x811c9dc5) ^ code, 0x01000193);
      inWord = true;
      continue;
    }
    if (inWord) hashes.push(hash);
    inWord = false;
    if (kind === ALONE) hashes.push(Math.imul(code, 0x01000193));
  }
  if (inWord) hashes.push(hash);
  return hashes;
}

function kindOf(code: number): number {
  if (kinds[code] === UNSEEN) kinds[code] = classify(String.fromCharCode(code));
  return kinds[code]!;
}

function classify(character: string): number {
  if (character.trim() === '') return SPACE;
  return LETTERS.test(character) && !UNSEPARATED.test(character) ? LETTER : ALONE;
}

/** The finaliser of MurmurHash3 (Austin Appleby, public domain): spreads every bit over all. */
function mixed(hash: number): number {
  let h = hash;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

function distinct(sorted: Uint32Array): Uint32Array {
  let count = 0;
  for (let i = 0; i < sorted.length; i++) {
    if (i === 0 || sorted[i] !== sorted[i - 1]) sorted[count++] = sorted[i]!;
  }
  return sorted.slice(0, count);
}
