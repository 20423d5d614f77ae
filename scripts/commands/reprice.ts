import { relative } from 'node:path';
import { Command, InvalidArgumentError } from '@commander-js/extra-typings';
import { exitOnSignal } from '../exit-on-signal.ts';
import { wrapped } from '../wrapped-text.ts';

export function repriceCommand() {
  return new Command('reprice')
    .description('evaluate a run again at other prices, asking, fitting and assessing nothing')
    .argument('[run]', 'folder of a run', 'runs/latest')
    .option('-p, --prices <file>', 'a price file; may be repeated, the first that knows a model wins', oneMore)
    .option(
      '--date <yyyy-mm-dd>',
      'take the prices of that day, from the files or else from the price library; its own day where left out',
    )
    .option('--scale <model=factor>', 'multiply the price of a model, after all else; may be repeated', scaleOf)
    .option('--batch', "take the rates of the providers' batch services")
    .option('--keep <model>', 'a model that keeps the price of the run; may be repeated', oneMore)
    .option('-o, --out <folder>', 'folder of the runs, instead of the one that the run is in')
    .option('--json', 'print old against new as JSON')
    .addHelpText(
      'after',
      `
Decisions are made again: sweep, operating points, what ships. The new run stands beside the old one, with its policy;
runs/latest stays where it is. Routers stay as they were fitted; fit them again with signalbox bench.

Examples:
  signalbox reprice --scale gpt-4o=4                      what if it cost four times as much?
  signalbox reprice --prices prices.json --date 2026-06-01
  signalbox reprice runs/my-run --prices prices.json --batch --json`,
    )
    .action(async (run, options) => {
      exitOnSignal();
      const { BenchError } = await import('../../harness/bench-error.ts');
      const { prices: paths = [], date, scale, batch, keep, out: output } = options;
      if (paths.length === 0 && date === undefined && scale === undefined && batch === undefined) {
        throw new BenchError('reprice: no new prices are given', {
          hint: 'Name a price file (--prices), a day (--date), --batch, or a factor: --scale MODEL=2.',
        });
      }
      const { readPriceFile } = await import('../../harness/record/price-file.ts');
      const { repriceRun } = await import('../reprice/reprice-run.ts');
      const { priceWords } = await import('../reprice/price-words.ts');
      const prices = { files: paths.map((path) => readPriceFile(path)), date, scale, batch, keep };
      const { results, comparison, folder } = await repriceRun(run, {
        prices,
        words: priceWords(paths, prices),
        output,
      });
      if (options.json) {
        console.log(JSON.stringify({ folder, ...comparison }, null, 2));
        return;
      }
      const { verdict } = await import('../../reports/verdict.ts');
      const { repriceText } = await import('../reprice/reprice-text.ts');
      console.log(`\n${repriceText(comparison)}\n\n${wrapped(verdict(results).join(' '))}\n`);
      const place = relative(process.cwd(), folder) || '.';
      console.log(`Report  ${place}/report.html\nPolicy  ${place}/policy/policy.json`);
    });
}

function oneMore(text: string, before: string[] | undefined): string[] {
  return [...(before ?? []), text];
}

/** `model=4`; the last `=` parts them, because ids of models may have one. */
function scaleOf(text: string, before: Map<string, number> | undefined): Map<string, number> {
  const at = text.lastIndexOf('=');
  const factor = Number(text.slice(at + 1));
  if (at < 1 || text.length === at + 1 || !(factor >= 0 && factor <= 1e6)) {
    throw new InvalidArgumentError('Give it as model=factor, the factor from 0 to 1000000.');
  }
  return new Map([...(before ?? []), [text.slice(0, at), factor]]);
}
