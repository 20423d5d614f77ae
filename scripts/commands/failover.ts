import { Command } from '@commander-js/extra-typings';
import { exitOnSignal } from '../exit-on-signal.ts';
import { arrivalRate } from '../failover/arrival-rate.ts';
import { terminalProgress } from '../progress.ts';
import { wholeNumber } from '../whole-number.ts';

export function failoverCommand() {
  return new Command('failover')
    .description('replay the traffic of a dataset through a policy while its providers fail')
    .requiredOption('-p, --policy <folder>', 'folder of a policy, such as runs/latest/policy')
    .requiredOption('-d, --dataset <name-or-path>', 'prompts with recorded answers of every model of the policy')
    .option(
      '-f, --faults <plan>',
      'what fails when, "random" or "none"; half an hour without the favourite if left out',
    )
    .option(
      '-s, --seed <n>',
      'seed of random faults and of what a 429 burst turns away',
      wholeNumber(0, 999_999_999),
      1,
    )
    .option('-r, --rate <rate>', 'how fast requests come: 60/min, 5/s, or "recorded"', arrivalRate, 60)
    .option('--no-chain', 'ask the choices alone, and nobody when they fail')
    .option('-l, --log <file>', 'where to write the log that production would have written: JSONL')
    .option('--embedder-folder <folder>', 'a model folder, for a policy with another embedder than the bundled')
    .option('--json', 'print the report as JSON (signalbox/failover, version 1)')
    .addHelpText(
      'after',
      `
Asks nobody, and waits for nothing: answers, grades, costs and latencies are the recorded ones, and time is virtual. The same
requests are served twice, with the chain of the policy and by the choice alone with as many retries. A plan names faults with
commas between them, by model, beginning and length; "favourite" is the model that the policy chooses most often:

  outage:sim-large@30m+30m           every question gets a 503      outage:…:timeout    nobody answers at all
  429:sim-large@10m+5m:0.5           half of them are turned away   latency:…:x8        answers take eight times as long

Examples:
  signalbox failover --policy runs/latest/policy --dataset simulated-assistant
  signalbox failover -p runs/latest/policy -d simulated-assistant --faults outage:favourite@30m+30m,latency:sim-large@40m+10m:x8
  signalbox failover -p runs/latest/policy -d simulated-assistant --faults random --seed 7 --rate recorded --log log.jsonl --json`,
    )
    .action(async (options) => {
      exitOnSignal();
      const { openDataset } = await import('../../datasets/open-dataset.ts');
      const { DEFAULT_CACHE } = await import('../../harness/record/cache/default-cache.ts');
      const { routerKinds } = await import('../../routers/index.ts');
      const { recordedCompleter } = await import('../bench/recorded-completer.ts');
      const { failoverText } = await import('../failover/failover-text.ts');
      const { memoKinds } = await import('../failover/memo-kinds.ts');
      const { runFailover } = await import('../failover/run-failover.ts');
      const { openPolicyFolder } = await import('../logs/open-policy-folder.ts');
      const { writeDecisions } = await import('../logs/write-decisions.ts');
      const progress = terminalProgress({ quiet: options.json === true });
      try {
        const source = openDataset(options.dataset);
        const reading = progress.stage(`dataset ${source.name}`);
        const dataset = await source.load({ onProgress: (part) => reading(part, 1) });
        const completer = recordedCompleter(dataset, DEFAULT_CACHE, options.dataset);
        const { embedderFolder, log } = options;
        const opened = await openPolicyFolder(options.policy, {
          embedderFolder,
          completer,
          kinds: memoKinds(routerKinds),
        });
        const { report, records } = await runFailover(dataset, opened, options, progress).finally(completer.close);
        progress.end();
        if (log !== undefined) await writeDecisions(log, records);
        if (options.json) console.log(JSON.stringify(report, null, 2));
        else console.log(`${failoverText(report)}${log === undefined ? '' : `\n\nLog      ${log}`}`);
      } finally {
        progress.end();
      }
    });
}
