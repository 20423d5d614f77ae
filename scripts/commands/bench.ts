import { relative, resolve } from 'node:path';
import { Command } from '@commander-js/extra-typings';
import { benchArguments } from '../bench-arguments.ts';
import { exitOnSignal } from '../exit-on-signal.ts';
import { loadConfig } from '../load-config.ts';
import { terminalProgress } from '../progress.ts';
import type { StudyOptions } from '../study/run-studies.ts';
import { maintenanceUsd, queriesPerMonth } from '../traffic-options.ts';
import { wholeNumber } from '../whole-number.ts';
import { wrapped } from '../wrapped-text.ts';

export function benchCommand() {
  return new Command('bench')
    .description('run the comparison of a config: leaderboard, verdict, report and policy')
    .option('-c, --config <file>', 'the config to run', 'bench.config.ts')
    .option('-d, --dataset <name-or-path>', 'use this dataset instead of the one in the config')
    .option('--only <router...>', 'run only these routers of the config')
    .option('-o, --out <folder>', 'folder of the runs, instead of the one in the config')
    .option('-s, --seed <integer>', 'use this seed instead of the one in the config', wholeNumber(0, 999_999_999))
    .option('--queries-per-month <n>', 'traffic for monthly savings, instead of that of the config', queriesPerMonth)
    .option('--maintenance-usd <usd>', 'what keeping a router costs a month, for break-even', maintenanceUsd)
    .option('--offline', 'open no connection: what is not recorded is an error that says how to record it', true)
    .option('--no-offline', 'allow one thing: to download the embedding model that the config names')
    .option('--refit', 'write the router that ships once more, fitted to all examples: policy-refitted, unmeasured')
    .option('--studies', 'then make the studies of the run: signalbox study')
    .option('--redact', 'leave prompts, answers and values of metadata out of every file of the run')
    .option('--json', 'print where the run is and its headline figures as JSON')
    .addHelpText(
      'after',
      `
Examples:
  signalbox bench                                     the config in this folder
  signalbox bench --dataset zeroeval                  the same routers on real answers of 14 models
  signalbox bench --dataset answers.csv --only knn    your own table, one router`,
    )
    .action(async (options) => {
      exitOnSignal();
      const progress = terminalProgress({ quiet: options.json === true });
      const bench = benchArguments(await loadConfig(options.config), options, progress);
      const { complianceWords } = await import('../../reports/compliance.ts');
      const { leaderboardText } = await import('../../reports/leaderboard-text.ts');
      const { roiData, roiText } = await import('../../reports/roi/roi-text.ts');
      const { verdict } = await import('../../reports/verdict.ts');
      const { runBench } = await import('../bench/run-bench.ts');
      const { results, folder, leftOut } = await runBench(bench.config, bench.options);
      const source = { config: options.config, arguments: options };
      const studied = options.studies ? await studies(bench, folder, source) : [];
      for (const note of leftOut) console.error(`  ${note}`);
      const latest = resolve(folder, '..', 'latest');
      if (options.json) {
        const { name, policy, referenceModel, routers } = results;
        const headline = routers.map(({ name: router, aiq, aiqMinusZero }) => ({ router, aiq, aiqMinusZero }));
        const roi = roiData(results);
        const run = { run: name, folder, latest, referenceModel, policy, roi, routers: headline };
        console.log(JSON.stringify(run, null, 2));
        return;
      }
      console.log(`\n${leaderboardText(results, { colour: process.stdout.isTTY === true })}`);
      for (const paragraph of [
        ...roiText(results),
        ...complianceWords(results),
        verdict(results).join(' '),
        ...studied,
      ])
        console.log(`${wrapped(paragraph)}\n`);
      const place = relative(process.cwd(), latest) || '.';
      console.log(`Report  ${place}/report.html\nPolicy  ${place}/policy/policy.json`);
    });
}

/** Studies the run and says what they found, a paragraph each. */
async function studies(
  { config, options }: ReturnType<typeof benchArguments>,
  run: string,
  source: NonNullable<StudyOptions['source']>,
): Promise<string[]> {
  const { runStudies } = await import('../study/run-studies.ts');
  const { studiesText } = await import('../study/studies-text.ts');
  const studied = await runStudies(config, { ...options, run, source });
  return studiesText(studied.results, studied.studies);
}
