import { relative } from 'node:path';
import { Command } from '@commander-js/extra-typings';
import { DEFAULT_CACHE } from '../../harness/record/cache/default-cache.ts';
import { dollars } from '../dollars.ts';
import { loadConfig } from '../load-config.ts';
import { exitCodeOf } from '../record/exit-code.ts';
import { stopOnSignal } from '../stop-on-signal.ts';
import { wholeNumber } from '../whole-number.ts';

export function gradeCommand() {
  return new Command('grade')
    .description('grade recorded answers by their rules, or by a judge, and write them as a dataset')
    .requiredOption('-d, --dataset <folder>', 'a dataset in the native format, such as `record` writes')
    .option('-c, --config <file>', 'the config with the judge and its provider', 'bench.config.ts')
    .option('--judge', 'ask the judge of the config about every answer, not only where the grading says so')
    .option('--all', 'grade answers again that have a quality')
    .option('--max-usd <usd>', 'never spend more than this; counts worst cases', dollars)
    .option('--concurrency <n>', 'requests in flight per provider', wholeNumber(1, 1024))
    .option('--retry-errors', 'ask the judge again where an error was recorded')
    .option('--dry-run', 'print what the judge would cost and ask nobody')
    .option('--cache <file>', 'where verdicts are kept', DEFAULT_CACHE)
    .option('-o, --out <folder>', 'where the dataset is written; default graded/<its name>')
    .option('--json', 'print the summary as JSON')
    .addHelpText(
      'after',
      `
A rule that can be checked goes before the judge, whose verdict is then compared with it. Verdicts are asked for once.

Examples:
  signalbox grade --dataset recorded/prompts                      by their rules; judged where the grading says judge
  signalbox grade --dataset recorded/prompts --judge --dry-run    what it would cost to have all judged
  signalbox grade --dataset recorded/prompts --judge --max-usd 5  judge, and say how far it agrees with the rules`,
    )
    .action(async (options) => {
      const { estimateGrading, runGrading } = await import('../grade/run-grading.ts');
      const load = () => loadConfig(options.config);
      const { dataset, cache } = options;
      const wanted = { dataset, cache, judge: options.judge === true, all: options.all === true };
      if (options.dryRun) {
        const { billText } = await import('../record/recording-text.ts');
        const bills = await estimateGrading(load, wanted);
        console.log(options.json ? JSON.stringify(bills, null, 2) : billText(bills));
        return;
      }
      const grading = await runGrading(load, {
        ...wanted,
        maxUsd: options.maxUsd,
        concurrency: options.concurrency,
        retryErrors: options.retryErrors === true,
        out: options.out,
        quiet: options.json === true,
        signal: stopOnSignal(),
      });
      const { gradingJson, gradingText } = await import('../grade/grading-text.ts');
      const place = relative(process.cwd(), grading.folder) || '.';
      console.log(options.json ? JSON.stringify(gradingJson(grading, place), null, 2) : gradingText(grading, place));
      if (grading.judge !== undefined) process.exitCode = exitCodeOf(grading.judge.summary);
    });
}
