import { realpath } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Command } from '@commander-js/extra-typings';
import { maintenanceUsd, queriesPerMonth, trafficWith } from '../traffic-options.ts';

export function reportCommand() {
  return new Command('report')
    .description('render a run again from its results.json, running no router')
    .argument('<run>', 'folder of a run, such as runs/latest')
    .option('-o, --out <folder>', 'write the report there instead of into the run')
    .option('--queries-per-month <n>', 'traffic for monthly savings, instead of that of the run', queriesPerMonth)
    .option('--maintenance-usd <usd>', 'what keeping a router costs a month, for break-even', maintenanceUsd)
    .option('--redact', 'leave prompts, answers and metadata out of the report; the run itself keeps them')
    .option('--json', 'print the results as JSON instead')
    .addHelpText(
      'after',
      `
Examples:
  signalbox report runs/latest
  signalbox report runs/latest --out /tmp/report
  signalbox report runs/latest --queries-per-month 250000 --maintenance-usd 2000
  signalbox report runs/latest --out shared --redact
  signalbox report runs/latest --json | jq .policy.candidate`,
    )
    .action(async (run, options) => {
      const { readResults } = await import('../read-results.ts');
      const read = await readResults(join(run, 'results.json'));
      // What draws takes a second to load: not for results that cannot be read.
      const { leaderboardText } = await import('../../reports/leaderboard-text.ts');
      const { writeReport } = await import('../../reports/write-report.ts');
      const { redactedResults } = await import('../redact/redacted-results.ts');
      const { renderInto } = await import('../render-into.ts');
      const { readTestDecisions } = await import('../kept/read-test-decisions.ts');
      const whole = { ...read, ...trafficWith(read.traffic, options) };
      const results = options.redact ? redactedResults(whole) : whole;
      const { readStudies } = await import('../study/read-studies.ts');
      if (options.json) {
        console.log(JSON.stringify(results, null, 2));
        return;
      }
      const studies = await readStudies(run, read);
      // `latest` is a link, and a folder cannot be copied onto a link.
      const target = options.out === undefined ? await realpath(run) : resolve(options.out);
      const decisions = await readTestDecisions(run, results);
      await renderInto(target, (folder) => writeReport(results, folder, { studies, decisions }));
      console.log(
        `${leaderboardText(results, { colour: process.stdout.isTTY === true })}\nReport  ${target}/report.html`,
      );
    });
}
