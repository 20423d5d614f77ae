import { Command } from '@commander-js/extra-typings';
import { exitOnSignal } from '../exit-on-signal.ts';
import { terminalProgress } from '../progress.ts';
import { wholeNumber } from '../whole-number.ts';

export function driftCommand() {
  return new Command('drift')
    .description('do the prompts of B still look like those of A, and what does it mean for the models?')
    .argument('<A>', 'the reference: a dataset by name or path, such as the one of the bench')
    .argument('<B>', 'what to compare with it: a dataset, or a log in JSON Lines')
    .option('-n, --sample <n>', 'prompts of a side to compare, at most', wholeNumber(50, 5_000), 2_000)
    .option('--permutations <n>', 'relabellings of the permutation tests', wholeNumber(999, 100_000), 999)
    .option('-s, --seed <n>', 'seed of samples and permutations', wholeNumber(0, 999_999_999), 1)
    .option('--fail-on-drift', 'exit with 2 where the prompts drifted, with 1 where there are too few to tell')
    .option('--redact', 'leave prompts out of what is printed')
    .option('--json', 'print the report as JSON (signalbox/drift, version 1)')
    .addHelpText(
      'after',
      `
A row of a log has its request as "request": {"messages": […]}, as "messages" or as "prompt", with "metadata" and "session"
beside it; all else is ignored. Prompts are embedded by the bundled model, as a router fitted to A would see them.

Exit code: 0 whatever was found, unless --fail-on-drift is given; 1 for what cannot be read.

Examples:
  signalbox drift simulated-assistant requests.jsonl
  signalbox drift last-month.jsonl this-month.jsonl --fail-on-drift
  signalbox drift routellm-gsm8k routellm-mmlu --sample 1000 --json`,
    )
    .action(async (a, b, options) => {
      exitOnSignal();
      const { benchTools } = await import('../bench/bench-tools.ts');
      const { readSide } = await import('../drift/drift-side.ts');
      const { measureDrift } = await import('../drift/measure-drift.ts');
      const { driftText } = await import('../drift/drift-text.ts');
      const { seed, sample, permutations, redact = false } = options;
      const progress = terminalProgress({ quiet: options.json === true });
      const read = (side: string) => {
        const update = progress.stage(`reading ${side}`);
        return readSide(side, (share) => update(share, 1));
      };
      try {
        const sides = [await read(a), await read(b)] as const;
        const tools = await benchTools({ seed });
        const embedder = tools.embedder!;
        const report = await measureDrift(
          ...sides,
          { ...tools, embedder },
          { seed, sample, permutations, redact },
          progress,
        );
        console.log(options.json ? JSON.stringify(report, null, 2) : driftText(report));
        if (options.failOnDrift && report.verdict.drifted !== false) process.exitCode = report.verdict.drifted ? 2 : 1;
      } finally {
        progress.end();
      }
    });
}
