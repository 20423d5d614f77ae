import { Command, InvalidArgumentError } from '@commander-js/extra-typings';
import { exitOnSignal } from '../exit-on-signal.ts';

export function compareLogsCommand() {
  return new Command('compare-logs')
    .description('compare two policies that ran side by side, from their logs')
    .argument('<a>', 'log of the policy that is compared with: JSONL or JSONL.gz')
    .argument('<b>', 'log of the other policy')
    .option('-g, --grades <file>', 'grades that came later, of either log, joined by id: JSONL')
    .option(
      '--split <share>',
      'share of the traffic that A should have got: tells when the logs are not comparable',
      ratio,
    )
    .option('--by <field>', 'quality and cost by the values of a metadata field too')
    .option('--json', 'print the comparison as JSON')
    .addHelpText(
      'after',
      `
Examples:
  signalbox compare-logs old.jsonl new.jsonl
  signalbox compare-logs old.jsonl.gz new.jsonl.gz --grades grades.jsonl --split 0.5 --by tier`,
    )
    .action(async (a, b, { grades, split, by, json }) => {
      exitOnSignal();
      const { readDecisions } = await import('../logs/read-decisions.ts');
      const { runCompare } = await import('../logs/run-compare.ts');
      const logs = [];
      for (const file of [a, b]) logs.push({ file, records: await readDecisions(file, { grades }) });
      const comparison = runCompare(logs[0]!, logs[1]!, { split, by });
      const { compareText } = await import('../logs/compare-text.ts');
      console.log(json ? JSON.stringify(comparison, null, 2) : compareText(comparison));
    });
}

function ratio(text: string): number {
  const value = Number(text);
  if (value > 0 && value < 1) return value;
  throw new InvalidArgumentError('A number between 0 and 1, such as 0.5.');
}
