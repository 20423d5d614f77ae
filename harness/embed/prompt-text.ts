import { createHash } from 'node:crypto';
import type { Example } from '../outcome-table.ts';
import type { RouteRequest } from '../request.ts';
import { lastUserText } from '../request.ts';
import { headAndTail } from './head-and-tail.ts';
import { sharedPrefixes, sharedSuffixes } from './shared-affixes.ts';

/** A text that prompts begin or end with; or what recognises it without telling it. */
export type Affix = string | { readonly length: number; readonly sha256: string };

/** What the prompts of a task have in common and an embedding should not see. Plain JSON: part of a router's spec. */
export interface PromptText {
  readonly prefixes: readonly Affix[];
  readonly suffixes: readonly Affix[];
}

/** Strips nothing: where no examples were seen. */
export const PLAIN_PROMPT_TEXT: PromptText = { prefixes: [], suffixes: [] };

const FEWEST_PROMPTS = 20;
const SHARE = 0.2;
const HEAD_TOKENS = 256;
const TAIL_TOKENS = 256;

/** Several routers are fitted on the same examples, one after the other. */
const learned = new WeakMap<readonly Example[], PromptText>();

/** Counting tokens takes longer than all else here, and a request is stripped to the same text by every router of a run. */
const shortened = new WeakMap<RouteRequest, { readonly text: string; readonly short: string }>();

/**
 * Learns the instructions and few-shot examples that at least 20 % of a task's prompts begin or end with: under them
 * every prompt of a task looks alike. Tasks with fewer than 20 prompts teach nothing.
 *
 * Fit it on train only. The task names are used here and nowhere else: what is learned is stripped from any prompt.
 */
export function fitPromptText(examples: readonly Example[]): PromptText {
  const known = learned.get(examples);
  if (known !== undefined) return known;
  const fitted = sharedTexts(examples);
  learned.set(examples, fitted);
  return fitted;
}

/**
 * What is embedded of a request: the last user message without the longest prefix and suffix that `fitted` knows,
 * trimmed, and of a long text the first 256 and the last 256 tokens. A text that stripping would leave empty keeps
 * its prefix and suffix.
 */
export function promptText(request: RouteRequest, fitted: PromptText): string {
  const text = stripped(lastUserText(request), fitted);
  const known = shortened.get(request);
  if (known?.text === text) return known.short;
  const short = headAndTail(text, HEAD_TOKENS, TAIL_TOKENS);
  shortened.set(request, { text, short });
  return short;
}

function sharedTexts(examples: readonly Example[]): PromptText {
  const prefixes = new Set<string>();
  const suffixes = new Set<string>();
  for (const texts of textsByTask(examples).values()) {
    if (texts.length < FEWEST_PROMPTS) continue;
    const atLeast = Math.ceil(SHARE * texts.length);
    const ownPrefixes = sharedPrefixes(texts, atLeast);
    const rest = texts.map((text) => text.slice(longestPrefix(text, ownPrefixes)));
    for (const prefix of ownPrefixes) prefixes.add(prefix);
    for (const suffix of sharedSuffixes(rest, atLeast)) suffixes.add(suffix);
  }
  return { prefixes: [...prefixes], suffixes: [...suffixes] };
}

/** Strips the same from every prompt and quotes none: for a policy that may hold no text of prompts. */
export function redactedPromptText({ prefixes, suffixes }: PromptText): PromptText {
  const digest = (affix: Affix): Affix =>
    typeof affix === 'string' ? { length: affix.length, sha256: sha256(affix) } : affix;
  return { prefixes: prefixes.map(digest), suffixes: suffixes.map(digest) };
}

/** Of the UTF-16 code units, which tell broken surrogate pairs apart. */
function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf16le').digest('hex');
}

function stripped(text: string, { prefixes, suffixes }: PromptText): string {
  const rest = text.slice(longestPrefix(text, prefixes));
  const core = rest.slice(0, rest.length - longestSuffix(rest, suffixes)).trim();
  return core === '' ? text.trim() : core;
}

function longestPrefix(text: string, prefixes: readonly Affix[]): number {
  return longestAffix(text, prefixes, (length) => text.slice(0, length));
}

function longestSuffix(text: string, suffixes: readonly Affix[]): number {
  return longestAffix(text, suffixes, (length) => text.slice(text.length - length));
}

function longestAffix(text: string, affixes: readonly Affix[], partOf: (length: number) => string): number {
  let longest = 0;
  for (const affix of affixes) {
    if (affix.length > longest && affix.length <= text.length && isAffix(partOf(affix.length), affix)) {
      longest = affix.length;
    }
  }
  return longest;
}

function isAffix(part: string, affix: Affix): boolean {
  return typeof affix === 'string' ? part === affix : sha256(part) === affix.sha256;
}

function textsByTask(examples: readonly Example[]): Map<string, string[]> {
  const byTask = new Map<string, string[]>();
  for (const { task, request } of examples) {
    const texts = byTask.get(task);
    if (texts) texts.push(lastUserText(request));
    else byTask.set(task, [lastUserText(request)]);
  }
  return byTask;
}
