import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { Example } from '../../harness/outcome-table.ts';
import { type NativeCardInput, nativeCardSchema } from './native-card.ts';
import { fromExample, type NativeOutcome } from './native-rows.ts';
import type { NativeResponse } from './read-responses.ts';
import type { NativeSignal } from './read-signals.ts';
import { withWriteErrors } from './with-write-errors.ts';

export interface NativeContent {
  readonly card: NativeCardInput;
  readonly examples: Iterable<Example> | AsyncIterable<Example>;
  readonly outcomes: Iterable<NativeOutcome> | AsyncIterable<NativeOutcome>;
  /** Of the signals that the card declares. */
  readonly signals?: Iterable<NativeSignal>;
  /** What routers that ask models were answered. */
  readonly responses?: Iterable<NativeResponse>;
}

/**
 * Writes a native dataset: `card.json`, `examples.jsonl[.gz]`, `outcomes.jsonl[.gz]`, and signals and responses where
 * given. Rows are streamed; the same content gives the same bytes. Each file is complete before it takes its place, the
 * card last.
 *
 * @throws {ZodError} when the card is not valid
 * @throws {BenchError} where the folder cannot be written
 */
export async function writeNative(
  dir: string,
  { card, examples, outcomes, signals, responses }: NativeContent,
  options: { readonly gzip?: boolean } = {},
): Promise<void> {
  const checked = nativeCardSchema.parse(card);
  const gzip = options.gzip ?? false;
  await withWriteErrors(dir, async () => {
    await mkdir(dir, { recursive: true });
    await writeRows(dir, 'examples.jsonl', mapped(examples, fromExample), gzip);
    await writeRows(dir, 'outcomes.jsonl', mapped(outcomes, asIs), gzip);
  });
  await writeRecorded(dir, { signals, responses }, options);
  await withWriteErrors(dir, async () => {
    await writeFile(join(dir, 'card.json.part'), `${JSON.stringify(checked, null, 2)}\n`);
    await rename(join(dir, 'card.json.part'), join(dir, 'card.json'));
  });
}

/** What was recorded for routers: the files `signals.jsonl[.gz]` and `responses.jsonl[.gz]` of a native dataset. */
async function writeRecorded(
  dir: string,
  { signals, responses }: { readonly [K in 'signals' | 'responses']?: NativeContent[K] | undefined },
  options: { readonly gzip?: boolean } = {},
): Promise<void> {
  const gzip = options.gzip ?? false;
  await withWriteErrors(dir, async () => {
    await writeOrRemove(dir, 'signals.jsonl', signals, gzip);
    await writeOrRemove(dir, 'responses.jsonl', responses, gzip);
  });
}

/** What an earlier content of the folder had, and this one has not, goes. */
async function writeOrRemove(dir: string, name: string, rows: Iterable<object> | undefined, gzip: boolean) {
  if (rows !== undefined) return writeRows(dir, name, mapped(rows, asIs), gzip);
  for (const old of [name, `${name}.gz`]) await rm(join(dir, old), { force: true });
}

async function writeRows(dir: string, name: string, lines: AsyncIterable<string>, gzip: boolean): Promise<void> {
  const target = join(dir, gzip ? `${name}.gz` : name);
  const file = createWriteStream(`${target}.part`);
  if (gzip) await pipeline(Readable.from(lines), createGzip({ level: 9 }), file);
  else await pipeline(Readable.from(lines), file);
  await rename(`${target}.part`, target);
  // Both forms side by side would leave open which one holds.
  await rm(join(dir, gzip ? name : `${name}.gz`), { force: true });
}

function asIs<T>(row: T): T {
  return row;
}

async function* mapped<T>(rows: Iterable<T> | AsyncIterable<T>, toRow: (item: T) => object): AsyncGenerator<string> {
  let block = '';
  for await (const row of rows) {
    block += `${JSON.stringify(toRow(row))}\n`;
    if (block.length < 65_536) continue;
    yield block;
    block = '';
  }
  if (block !== '') yield block;
}
