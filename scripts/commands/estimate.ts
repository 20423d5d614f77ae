import { Command } from '@commander-js/extra-typings';
import { exitOnSignal } from '../exit-on-signal.ts';
import { terminalProgress } from '../progress.ts';

export function estimateCommand() {
  return new Command('estimate')
    .description('what another policy would have been worth, from the log of the one that ran')
    .requiredOption('-l, --logs <file>', 'decisions of a policy that explored: JSONL or JSONL.gz')
    .requiredOption('-p, --policy <folder>', 'folder of the policy to evaluate, such as runs/latest/policy')
    .option('-g, --grades <file>', 'grades that came later, joined by id: JSONL')
    .option('--embedder-folder <folder>', 'a model folder, for a policy with another embedder than the bundled')
    .option('--json', 'print the estimate as JSON')
    .addHelpText(
      'after',
      `
Each answer that the policy would have asked for too counts by the chance that it had: by self-normalised inverse propensity,
and doubly robust. Needs requests, propensities of at least 0.02 for whatever the policy may choose, and an effective sample
size of 200; otherwise it says what would have to be logged.

Examples:
  signalbox estimate --logs log.jsonl --policy runs/latest/policy
  signalbox estimate --logs log.jsonl.gz --grades grades.jsonl --policy runs/latest/candidates/1-knn --json`,
    )
    .action(async (options) => {
      exitOnSignal();
      const { openPolicyFolder } = await import('../logs/open-policy-folder.ts');
      const { readDecisions } = await import('../logs/read-decisions.ts');
      const { runEstimate } = await import('../logs/run-estimate.ts');
      const progress = terminalProgress({ quiet: options.json === true });
      try {
        progress.stage('log');
        const records = await readDecisions(options.logs, { grades: options.grades });
        const opened = await openPolicyFolder(options.policy, { embedderFolder: options.embedderFolder });
        const estimate = await runEstimate(records, opened, progress.stage('route'));
        progress.end();
        const { estimateText } = await import('../logs/estimate-text.ts');
        console.log(options.json ? JSON.stringify(estimate, null, 2) : estimateText(estimate));
      } finally {
        progress.end();
      }
    });
}
