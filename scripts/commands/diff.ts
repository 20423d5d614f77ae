import { Command } from '@commander-js/extra-typings';
import { exitOnSignal } from '../exit-on-signal.ts';
import { terminalProgress } from '../progress.ts';

export function diffCommand() {
  return new Command('diff')
    .description('what changes, for which traffic, when one policy follows another')
    .argument('<before>', 'folder of a policy')
    .argument('<after>', 'folder of another')
    .option('-d, --dataset <name-or-path>', "prompts with recorded answers; the second policy's own where left out")
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      `
Without a dataset at hand, it says what the files say: pool, prices, constraints, chains, limits, router, operating point.

Examples:
  signalbox diff policy runs/latest/policy
  signalbox diff policy runs/latest/policy --dataset answers.csv --json`,
    )
    .action(async (before, after, { dataset, json }) => {
      exitOnSignal();
      const { BenchError } = await import('../../harness/bench-error.ts');
      const { readPolicyFolder } = await import('../policy/read-policy-folder.ts');
      const { policyChanges } = await import('../diff/policy-changes.ts');
      const { trafficChanges } = await import('../diff/traffic-changes.ts');
      const { diffText } = await import('../diff/diff-text.ts');
      const [{ policy: first }, { policy: second }] = [await readPolicyFolder(before), await readPolicyFolder(after)];
      const changes = policyChanges(first, second);
      const progress = terminalProgress({ quiet: json === true });
      const traffic = await trafficChanges([before, after], dataset ?? second.provenance.dataset, progress).catch(
        (error: unknown) => {
          // Nobody asked for a dataset: the files alone say something, too.
          if (dataset !== undefined || !(error instanceof BenchError)) throw error;
          console.error(`  no traffic is compared: ${error.message}`);
          return undefined;
        },
      );
      if (json) console.log(JSON.stringify({ changes, traffic: traffic ?? null }, null, 2));
      else process.stdout.write(diffText(changes, traffic));
    });
}
