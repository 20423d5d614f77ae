import { franc } from 'franc-min';
import { lastUserText, type RouteRequest } from './request.ts';
import { requestTokens, type Tools } from './tools.ts';

const CODE_FENCE = '```';
const LONGEST_LINE_LOOKED_AT = 200;
const LINES_LOOKED_AT = 500;
const CODE_LINE =
  /^\s*(?:def |class |function |import |from \w+ import |#include|const |let |var |public |private |return\b|if ?\(|for ?\(|while ?\(|select \S+ from |<\/?[a-z]+[ >])|[;{}]\s*$|=>|\w\(\w*\);?\s*$/i;

/**
 * What conditions can ask of a prompt. Each feature is computed when it is first read and then kept, so that a
 * condition pays for what it uses. All but `tokens` and `turns` speak of the last user message.
 */
export class PromptFeatures {
  readonly #request: RouteRequest;
  readonly #tools: Pick<Tools, 'countTokens'>;
  readonly #known = new Map<string, unknown>();

  constructor(request: RouteRequest, tools: Pick<Tools, 'countTokens'>) {
    this.#request = request;
    this.#tools = tools;
  }

  /** Tokens of all messages: what a model is billed for reading, by estimate. */
  get tokens(): number {
    return this.#once('tokens', () => requestTokens(this.#request, this.#tools));
  }

  get text(): string {
    return this.#once('text', () => lastUserText(this.#request));
  }

  /** UTF-16 code units. */
  get characters(): number {
    return this.text.length;
  }

  /** Runs of characters between white space. */
  get words(): number {
    return this.#once('words', () => countWords(this.text));
  }

  /** True for a fenced block, or where at least two lines and a fifth of all look like a program. */
  get code(): boolean {
    return this.#once('code', () => looksLikeCode(this.text));
  }

  /** Question marks; a run of them counts once. */
  get questions(): number {
    return this.#once('questions', () => countQuestions(this.text));
  }

  /** ISO 639-3 code of the language by its trigrams (`eng`, `deu`, …), `und` where it cannot be told. */
  get language(): string {
    return this.#once('language', () => franc(this.text));
  }

  /** User messages of the conversation so far, this one included. */
  get turns(): number {
    return this.#once('turns', () => this.#request.messages.filter((message) => message.role === 'user').length);
  }

  #once<T>(name: string, compute: () => T): T {
    if (!this.#known.has(name)) this.#known.set(name, compute());
    return this.#known.get(name) as T;
  }
}

/** The features by name, with their types in CEL. */
export const PROMPT_FEATURES = {
  tokens: 'double',
  characters: 'double',
  words: 'double',
  code: 'bool',
  questions: 'double',
  language: 'string',
  turns: 'double',
  text: 'string',
} as const satisfies Partial<Record<keyof PromptFeatures, string>>;

const { code: _code, language: _language, ...counted } = PROMPT_FEATURES;
/** Those that are counted and not guessed. */
export const COUNTED_FEATURES = counted;

function countWords(text: string): number {
  let words = 0;
  let inWord = false;
  for (let i = 0; i < text.length; i++) {
    const isSpace = isWhiteSpace(text.charCodeAt(i));
    if (!isSpace && !inWord) words++;
    inWord = !isSpace;
  }
  return words;
}

function isWhiteSpace(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13) || code === 0xa0 || code === 0x3000 || code === 0x2028;
}

function countQuestions(text: string): number {
  return text.match(/[?？؟]+/g)?.length ?? 0;
}

/** Looks at the first lines only, and at the start of each, so that a hostile prompt costs no more than a long one. */
function looksLikeCode(text: string): boolean {
  if (text.includes(CODE_FENCE)) return true;
  const lines = text.split('\n', LINES_LOOKED_AT).filter((line) => line.trim() !== '');
  const codeLines = lines.filter((line) => CODE_LINE.test(line.slice(0, LONGEST_LINE_LOOKED_AT))).length;
  return codeLines >= 2 && codeLines * 5 >= lines.length;
}
