import { relative } from 'node:path';
import { Command } from '@commander-js/extra-typings';
import { DEFAULT_CACHE } from '../../harness/record/cache/default-cache.ts';
import { dollars } from '../dollars.ts';
import { loadConfig } from '../load-config.ts';
import { exitCodeOf } from '../record/exit-code.ts';
import { stopOnSignal } from '../stop-on-signal.ts';
import { wholeNumber } from '../whole-number.ts';

export function recordCommand() {
  return new Command('record')
    .description('ask the models of a config for their answers, once, and write them as a dataset')
    .option('-c, --config <file>', 'the config with providers and models', 'bench.config.ts')
    .option(
      '-d, --dataset <name-or-path>',
      'prompts: a dataset, or a table (.csv, .jsonl, .parquet) with a column of prompts',
    )
    .option('--models <id...>', 'only these models of the config')
    .option('--routers', 'record what the routers of the config ask models, and its signals, too')
    .option('--max-usd <usd>', 'never spend more than this; counts worst cases', dollars)
    .option('--concurrency <n>', 'requests in flight per provider', wholeNumber(1, 1024))
    .option('--retry-errors', 'ask again where an error was recorded')
    .option('--resume', 'go on where an earlier recording stopped: what record always does')
    .option('--dry-run', 'print the estimated bill and ask nobody')
    .option('--cache <file>', 'where responses are kept', DEFAULT_CACHE)
    .option('-o, --out <folder>', 'where the dataset is written; default recorded/<name of the prompts>')
    .option('--json', 'print the summary as JSON')
    .addHelpText(
      'after',
      `
Interrupted? Run the same command again: what is recorded is not asked for a second time.

Examples:
  signalbox record --dataset prompts.jsonl --dry-run              what it would cost
  signalbox record --dataset prompts.jsonl --max-usd 5            record, then:
  signalbox bench --dataset recorded/prompts                      compare routers on it, offline
  signalbox record --dataset prompts.jsonl --retry-errors         ask again what failed
  signalbox record --routers --dataset prompts.jsonl              also what classifiers, judges and gateways say`,
    )
    .action(async (options) => {
      const config = await loadConfig(options.config);
      const { estimateRecording, runRecording } = await import('../record/run-recording.ts');
      const { billText, summaryJson, summaryText } = await import('../record/recording-text.ts');
      const { dataset, models, cache } = options;
      const routers = options.routers === true;
      if (options.dryRun) {
        const bills = await estimateRecording(config, { dataset, models, routers, cache });
        console.log(options.json ? JSON.stringify(bills, null, 2) : billText(bills));
        return;
      }
      const { summary, folder, answers } = await runRecording(config, {
        dataset,
        models,
        routers,
        cache,
        maxUsd: options.maxUsd,
        concurrency: options.concurrency,
        retryErrors: options.retryErrors === true,
        out: options.out,
        quiet: options.json === true,
        signal: stopOnSignal(),
      });
      const place = folder === undefined ? undefined : relative(process.cwd(), folder) || '.';
      if (options.json) console.log(JSON.stringify({ ...summaryJson(summary), folder: place, answers }, null, 2));
      else console.log(summaryText(summary, place, cache));
      process.exitCode = exitCodeOf(summary);
    });
}
