import { Command } from '@commander-js/extra-typings';
import { exitOnSignal } from '../exit-on-signal.ts';
import { terminalProgress } from '../progress.ts';
import { share } from '../share.ts';

export function replayCommand() {
  return new Command('replay')
    .description('send the prompts of a dataset through a policy and write the log that production would have written')
    .requiredOption('-p, --policy <folder>', 'folder of a policy, such as runs/latest/policy')
    .requiredOption('-d, --dataset <name-or-path>', 'prompts with recorded answers of every model of the policy')
    .requiredOption('-o, --out <file>', 'where the log is written: JSONL, one decision a line')
    .option('--explore <share>', "share of the requests that get a model at random, instead of the policy's own", share)
    .option('--embedder-folder <folder>', 'a model folder, for a policy with another embedder than the bundled')
    .addHelpText(
      'after',
      `
Asks nobody: answers, grades, costs and latencies are the recorded ones. To try what follows from a log before there is one.
In production the share stands in policy.json: "operatingPoint": { "mix": […], "explore": 0.1 }.

Examples:
  signalbox replay --policy runs/latest/policy --dataset simulated-assistant --out log.jsonl --explore 0.1
  signalbox estimate --logs log.jsonl --policy runs/latest/candidates/1-knn`,
    )
    .action(async (options) => {
      exitOnSignal();
      const { openDataset } = await import('../../datasets/open-dataset.ts');
      const { DEFAULT_CACHE } = await import('../../harness/record/cache/default-cache.ts');
      const { recordedCompleter } = await import('../bench/recorded-completer.ts');
      const { openPolicyFolder } = await import('../logs/open-policy-folder.ts');
      const { runReplay } = await import('../logs/run-replay.ts');
      const { writeDecisions } = await import('../logs/write-decisions.ts');
      const progress = terminalProgress();
      try {
        const source = openDataset(options.dataset);
        const reading = progress.stage(`dataset ${source.name}`);
        const dataset = await source.load({ onProgress: (part) => reading(part, 1) });
        const completer = recordedCompleter(dataset, DEFAULT_CACHE, options.dataset);
        const { embedderFolder, explore } = options;
        const opened = await openPolicyFolder(options.policy, { embedderFolder, explore, completer });
        const records = await runReplay(dataset, opened, progress.stage('route')).finally(completer.close);
        progress.end();
        await writeDecisions(options.out, records);
        const drawn = records.filter((record) => record.explore.drawn).length;
        console.log(`${records.length} decisions, ${drawn} of them at random\n\nLog      ${options.out}`);
        console.log(`Next     signalbox estimate --logs ${options.out} --policy <another policy>`);
      } finally {
        progress.end();
      }
    });
}
