import { Command } from '@commander-js/extra-typings';

export function policyCheckCommand() {
  return new Command('check')
    .description('which requests may nobody answer, and could a fallback chain reach a forbidden model?')
    .argument('<policy>', 'folder of a policy, such as runs/latest/policy')
    .option('-d, --dataset <name-or-path>', 'whose prompts and open metadata are tried, instead of made up ones')
    .option('--json', 'print the analysis as JSON')
    .addHelpText(
      'after',
      `
Every combination of the declared metadata values is tried (up to 100,000, then a sample), each field left out once. Prompts,
budgets and fields without values are sampled, which is said. A model that is forbidden only for long prompts or an empty budget
is passed over at such moments and is no error.

Exit code: 0, also where some requests are refused; 2 where a chain could reach a forbidden model; 1 for what cannot be read.

Examples:
  signalbox policy check runs/latest/policy
  signalbox policy check runs/latest/policy --dataset simulated-assistant --json`,
    )
    .action(async (folder, options) => {
      const { readPolicyFolder } = await import('../policy/read-policy-folder.ts');
      const { analysePolicy } = await import('../../harness/policy/static-analysis/analyse-policy.ts');
      const { analysisText } = await import('../audit/analysis-text.ts');
      const { policy } = await readPolicyFolder(folder);
      const analysis = analysePolicy({ ...policy, requests: await requestsOf(options.dataset) });
      console.log(options.json ? JSON.stringify(analysis, null, 2) : analysisText(analysis));
      if (analysis.reachable.some(({ always }) => always)) process.exitCode = 2;
    });
}

async function requestsOf(dataset: string | undefined) {
  if (dataset === undefined) return [];
  const { openDataset } = await import('../../datasets/open-dataset.ts');
  const { table } = await openDataset(dataset).load({});
  return table.examples.map(({ request }) => request);
}
