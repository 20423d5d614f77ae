import { existsSync } from 'node:fs';
import { Command, InvalidArgumentError } from '@commander-js/extra-typings';
import { BenchError } from '../../harness/bench-error.ts';
import { DEFAULT_CACHE } from '../../harness/record/cache/default-cache.ts';
import type { RecordedResponse, ResponseCache } from '../../harness/record/cache/response-cache.ts';
import { withCache } from '../with-cache.ts';

const CACHE_OPTION = ['--cache <file>', 'the SQLite file of recorded responses', DEFAULT_CACHE] as const;

export function cacheCommand() {
  return new Command('cache')
    .description('what was recorded: count, check, export, import and prune responses')
    .addCommand(stats())
    .addCommand(verify())
    .addCommand(exportResponses())
    .addCommand(importFile())
    .addCommand(prune())
    .addHelpText(
      'after',
      '\nExamples:\n  signalbox cache stats\n  signalbox cache export responses.jsonl\n  signalbox cache prune --errors --model gpt-5-mini',
    );
}

function stats() {
  return new Command('stats')
    .description('answers, errors and cost by model, and requests that are open')
    .option(...CACHE_OPTION)
    .option('--json', 'as JSON')
    .addHelpText('after', '\nExamples:\n  signalbox cache stats\n  signalbox cache stats --cache old.sqlite --json')
    .action(async (options) => {
      const { statsText } = await import('../cache/stats-text.ts');
      const found = await withStoredCache(options.cache, (cache) => cache.stats());
      console.log(options.json ? JSON.stringify(found, null, 2) : statsText(found));
    });
}

function verify() {
  return new Command('verify')
    .description('check the bytes of every entry; exit code 1 if one is damaged')
    .option(...CACHE_OPTION)
    .option('--json', 'as JSON')
    .addHelpText('after', '\nExample:\n  signalbox cache verify')
    .action(async (options) => {
      const damaged = await withStoredCache(options.cache, (cache) => cache.verify());
      if (damaged.length > 0) process.exitCode = 1;
      if (options.json) return console.log(JSON.stringify({ damaged }, null, 2));
      if (damaged.length === 0) return console.log('No entry is damaged.');
      console.log(`${damaged.length} damaged entries; they count as absent, and \`signalbox record\` asks again:`);
      for (const key of damaged) console.log(`  ${key}`);
    });
}

function exportResponses() {
  return new Command('export')
    .description('write every entry that is intact to a JSONL file')
    .argument('<file>', 'the file to write; one that exists is replaced')
    .option(...CACHE_OPTION)
    .addHelpText('after', '\nExample:\n  signalbox cache export responses.jsonl')
    .action(async (file, options) => {
      const { writeResponsesFile } = await import('../cache/responses-file.ts');
      const count = await withStoredCache(options.cache, (cache) => writeResponsesFile(file, cache.entries()));
      console.log(`${count} entries written to ${file}.`);
    });
}

function importFile() {
  return new Command('import')
    .description('add the entries of a JSONL file; an answer that is there is never replaced')
    .argument('<file>', 'what `cache export` wrote (.jsonl, .jsonl.gz)')
    .option(...CACHE_OPTION)
    .addHelpText(
      'after',
      '\nExamples:\n  signalbox cache import responses.jsonl\n  signalbox cache import responses.jsonl --cache new.sqlite',
    )
    .action(async (file, options) => {
      const { importResponses } = await import('../cache/import-responses.ts');
      const { readResponsesFile } = await import('../cache/responses-file.ts');
      if (!existsSync(file)) throw noFile(file);
      const work = (cache: ResponseCache) => importResponses(cache, readResponsesFile(file));
      const { added, kept } = await withCache(options.cache, work);
      console.log(`${added} entries added, ${kept} left out because an entry is there already.`);
    });
}

function prune() {
  return new Command('prune')
    .description('delete the entries that meet every filter given')
    .option(...CACHE_OPTION)
    .option('--errors', 'errors only')
    .option('--model <name>', 'of this model, as the provider names it')
    .option('--before <date>', 'asked before this date (2026-01-31, or with time and zone)', instant)
    .addHelpText(
      'after',
      '\nExamples:\n  signalbox cache prune --errors\n  signalbox cache prune --model gpt-5-mini --before 2026-01-31',
    )
    .action(async (options) => {
      const { errors, model, before } = options;
      if (errors === undefined && model === undefined && before === undefined) {
        throw new BenchError('`cache prune` needs a filter: without one it would delete every response.', {
          hint: 'Give --errors, --model NAME or --before DATE; to delete everything, delete the file.',
        });
      }
      const isMeant = (response: RecordedResponse) =>
        (errors === undefined || response.status === 'error') &&
        (model === undefined || response.model === model) &&
        (before === undefined || Date.parse(response.askedAt) < before);
      const count = await withStoredCache(options.cache, (cache) => deleteAll(cache, isMeant));
      console.log(`${count} entries deleted.`);
    });
}

/** In parts, so that another process never waits long. */
function deleteAll(cache: ResponseCache, isMeant: (response: RecordedResponse) => boolean): number {
  const part = 1000;
  let count = 0;
  let keys: string[] = [];
  for (const response of cache.entries()) {
    if (isMeant(response)) keys.push(response.key);
    if (keys.length < part) continue;
    count += cache.delete(keys);
    keys = [];
  }
  return count + cache.delete(keys);
}

async function withStoredCache<T>(file: string, work: (cache: ResponseCache) => T | Promise<T>): Promise<T> {
  if (!existsSync(file)) throw noFile(file);
  return withCache(file, work);
}

function noFile(file: string): BenchError {
  return new BenchError(`There is no file ${file}.`, {
    hint: 'A cache is made by `signalbox record` or `signalbox cache import`; --cache names another one.',
  });
}

/** Milliseconds since 1970; a date alone is its midnight in UTC. */
function instant(text: string): number {
  const time = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d))?$/.test(text)
    ? Date.parse(text)
    : Number.NaN;
  if (Number.isNaN(time)) throw new InvalidArgumentError('A date such as 2026-01-31 or 2026-01-31T12:00:00Z.');
  return time;
}
