import { relative } from 'node:path';
import { Argument, Command } from '@commander-js/extra-typings';
import { benchArguments } from '../bench-arguments.ts';
import { exitOnSignal } from '../exit-on-signal.ts';
import { loadConfig } from '../load-config.ts';
import { terminalProgress } from '../progress.ts';
import { wholeNumber } from '../whole-number.ts';
import { wrapped } from '../wrapped-text.ts';

export function studyCommand() {
  return new Command('study')
    .description(
      'fit the routers of a run many times over: how firm is its verdict, what would break it, and would more prompts change it?',
    )
    .addArgument(
      new Argument('[studies...]', 'which ones; all where left out').choices([
        'splits',
        'learning',
        'robustness',
      ] as const),
    )
    .option('-c, --config <file>', 'the config of the run', 'bench.config.ts')
    .option('-d, --dataset <name-or-path>', 'use this dataset instead of the one in the config')
    .option('--only <router...>', 'only these routers of the config')
    .option('-o, --out <folder>', 'folder of the runs, instead of the one in the config')
    .option('-s, --seed <integer>', 'use this seed instead of the one in the config', wholeNumber(0, 999_999_000))
    .option('-r, --run <folder>', 'the run to study, instead of looking for the one that the config makes')
    .option('--seeds <n>', 'splits to repeat the bench on, the run’s own among them', wholeNumber(2, 999), 20)
    .option('--workers <n>', 'processes that share the splits, instead of one a core', wholeNumber(1, 256))
    .option('--redact', 'the run was made with --redact')
    .option('--offline', 'open no connection', true)
    .option('--no-offline', 'allow one thing: to download the embedding model that the config names')
    .option('--json', 'print where the run is and its studies as JSON')
    .addHelpText(
      'after',
      `
Give what you gave to signalbox bench; if there is no such run yet, it is made first. What is found stands in studies.json
beside the results, and in the report. Interrupted? Run the same command again: it goes on where it stopped.

Examples:
  signalbox study                                 all studies of the config in this folder
  signalbox study splits --dataset zeroeval       does the verdict hold on other splits?
  signalbox study learning --run runs/latest      is the reference set big enough?
  signalbox study robustness                      what would break the verdict?`,
    )
    .action(async (studies, options) => {
      exitOnSignal();
      const progress = terminalProgress({ quiet: options.json === true });
      const bench = benchArguments(await loadConfig(options.config), options, progress);
      const { studiesText } = await import('../study/studies-text.ts');
      const { runStudies } = await import('../study/run-studies.ts');
      const {
        results,
        studies: found,
        folder,
        leftOut,
      } = await runStudies(bench.config, {
        ...bench.options,
        ...(studies.length === 0 ? {} : { studies }),
        ...(options.run === undefined ? {} : { run: options.run }),
        seeds: options.seeds,
        source: { config: options.config, arguments: options },
        ...(options.workers === undefined ? {} : { workers: options.workers }),
      });
      for (const note of leftOut) console.error(`  ${note}`);
      if (options.json) {
        console.log(JSON.stringify({ folder, ...found }, null, 2));
        return;
      }
      for (const paragraph of studiesText(results, found)) console.log(`\n${wrapped(paragraph)}`);
      const place = relative(process.cwd(), folder) || '.';
      console.log(`\nReport  ${place}/report.html\nStudies ${place}/studies.json`);
    });
}
