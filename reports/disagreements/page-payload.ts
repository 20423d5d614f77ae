import { deflateRawSync } from 'node:zlib';
import { blockText, plainText } from '../plain-text.ts';
import { decisionColumns, shownPrompts, taskNames } from './decision-columns.ts';
import type { TestDecisions } from './test-decisions.ts';
import { chunkOf, PROMPTS_PER_CHUNK, TEXT_LEVELS, type TextLevel } from './text-chunks.ts';

/** What the page is told beside the columns. */
export interface PageContext {
  /** Names of candidates: whom the page opens with. */
  readonly first: string;
  readonly second: string;
  /** The candidate that ships. */
  readonly ships: string;
}

/** The data of the browser as it stands in the page. */
export interface PagePayload {
  /** Base64 of raw deflate, one a line: head (JSON), columns, then the texts of 64 prompts each (JSON). */
  readonly text: string;
  /** Prompts in it: the first of the test prompts. */
  readonly prompts: number;
  /** How long texts may be; absent where there are none. */
  readonly level?: TextLevel;
}

/**
 * Packs what the page shows so that it takes at most `budgetBytes`: texts are cut to the longest of a few lengths that fits.
 *
 * @param budgetBytes what is left of the page; columns are never left out, texts are where nothing else fits
 */
export function pagePayload(decisions: TestDecisions, context: PageContext, budgetBytes: number): PagePayload {
  const prompts = shownPrompts(decisions);
  const { columns, bytes } = decisionColumns(decisions, prompts);
  const packed = packedText(bytes);
  const notable = notableAnswers(decisions, context);
  const chunks = fittingChunks(decisions, prompts, budgetBytes - packed.length - HEAD_RESERVE, notable);
  const head = {
    version: 1,
    first: nameOf(context.first),
    second: nameOf(context.second),
    ships: nameOf(context.ships),
    total: decisions.ids.length,
    ids: decisions.ids.slice(0, prompts).map((id) => blockText(id, 200)),
    models: decisions.models.map(nameOf),
    routers: decisions.routers.map(({ name }) => nameOf(name)),
    tasks: taskNames(decisions).map(nameOf),
    columns,
    promptsPerChunk: chunks === undefined ? 0 : PROMPTS_PER_CHUNK,
  };
  const lines = [packedText(Buffer.from(JSON.stringify(head))), packed, ...(chunks?.lines ?? [])];
  return { text: lines.join('\n'), prompts, ...(chunks === undefined ? {} : { level: chunks.level }) };
}

function nameOf(name: string): string {
  return plainText(name, 120);
}

/** What a router chose, or a single model that the page opens with or that ships: the pairs that are looked at first. */
function notableAnswers({ models, routers }: TestDecisions, { first, second, ships }: PageContext) {
  const singles = models.map((id) => [first, second, ships].includes(id));
  return (prompt: number, model: number) => singles[model]! || routers.some(({ choices }) => choices[prompt] === model);
}

/** Ids, mostly. */
const HEAD_RESERVE = 300_000;
/** So many chunks, spread over all, are packed to tell how long all will be. */
const SAMPLED = 12;

function fittingChunks(
  decisions: TestDecisions,
  prompts: number,
  budgetBytes: number,
  isNotable: (prompt: number, model: number) => boolean,
): { readonly lines: readonly string[]; readonly level: TextLevel } | undefined {
  const { texts } = decisions;
  if (texts === undefined || texts.length === 0) return undefined;
  const starts = Array.from({ length: Math.ceil(prompts / PROMPTS_PER_CHUNK) }, (_, i) => i * PROMPTS_PER_CHUNK);
  const pack = (level: TextLevel, some: readonly number[]) =>
    some.map((start) => {
      const range = { start, end: Math.min(start + PROMPTS_PER_CHUNK, prompts) };
      return packedText(Buffer.from(JSON.stringify(chunkOf(texts, range, level, isNotable))));
    });
  const sizeOf = (lines: readonly string[]) => lines.reduce((sum, { length }) => sum + length + 1, 0);
  const sample = starts.filter((_, i) => i % Math.ceil(starts.length / SAMPLED) === 0);
  for (const level of TEXT_LEVELS) {
    const expected = (sizeOf(pack(level, sample)) * starts.length) / sample.length;
    if (expected > budgetBytes * 1.1) continue;
    const lines = pack(level, starts);
    if (sizeOf(lines) <= budgetBytes) return { lines, level };
  }
  return undefined;
}

function packedText(bytes: Uint8Array): string {
  return deflateRawSync(bytes).toString('base64');
}
