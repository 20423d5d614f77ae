import { Command } from '@commander-js/extra-typings';
import { wrapped } from '../wrapped-text.ts';

export function policyShowCommand() {
  return new Command('show')
    .description('a policy in plain words: who may see what, what is tried in which order, what was measured')
    .argument('[policy]', 'folder of a policy', 'runs/latest/policy')
    .option('--json', 'print the sections as JSON')
    .addHelpText(
      'after',
      `
Examples:
  signalbox policy show
  signalbox policy show runs/latest/candidates/1-knn --json`,
    )
    .action(async (path, { json }) => {
      const { readPolicyFolder } = await import('../policy/read-policy-folder.ts');
      const { policyWords } = await import('../../reports/policy/policy-words.ts');
      const { policy, fingerprint } = await readPolicyFolder(path);
      const sections = policyWords(policy, fingerprint);
      if (json) {
        console.log(JSON.stringify({ name: policy.name, fingerprint, sections }, null, 2));
        return;
      }
      for (const { title, lines } of sections) {
        console.log(`\n${title}`);
        for (const line of lines) console.log(wrapped(line).replace(/^/gm, '  '));
      }
    });
}
