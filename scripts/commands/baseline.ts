import { Command } from '@commander-js/extra-typings';
import { benchArguments } from '../bench-arguments.ts';
import { exitOnSignal } from '../exit-on-signal.ts';
import { loadConfig } from '../load-config.ts';
import { terminalProgress } from '../progress.ts';
import { wholeNumber } from '../whole-number.ts';

export function baselineCommand() {
  return new Command('baseline')
    .description('what `signalbox check` compares with: bench.lock.json')
    .addCommand(writeCommand());
}

function writeCommand() {
  return new Command('write')
    .description('make the comparison of a config in memory and write down what it decides, prompt by prompt')
    .option('-c, --config <file>', 'the config', 'bench.config.ts')
    .option('-d, --dataset <name-or-path>', 'use this dataset instead of the one in the config')
    .option('-s, --seed <integer>', 'use this seed instead of the one in the config', wholeNumber(0, 999_999_999))
    .option('-o, --out <file>', 'where it is written', 'bench.lock.json')
    .option('--offline', 'open no connection', true)
    .option('--no-offline', 'allow one thing: to download the embedding model that the config names')
    .option('--json', 'print what was written and which margins it can hold as JSON')
    .addHelpText(
      'after',
      `
Commit the file. It holds ids, hashes and figures, no text of a prompt. Margins come from the config (gate.margins); where it
says none, the smallest that the test prompts can tell.

Examples:
  signalbox baseline write
  signalbox baseline write --dataset zeroeval --out zeroeval.lock.json
  signalbox check                                     does this tree do as well?`,
    )
    .action(async ({ out, json, ...options }) => {
      exitOnSignal();
      const progress = terminalProgress({ quiet: json === true });
      const bench = benchArguments(await loadConfig(options.config), options, progress);
      const { writeBaseline } = await import('../gate/write-baseline.ts');
      const { marginLines } = await import('../gate/margin-lines.ts');
      const { baseline, margins, leftOut } = await writeBaseline(bench.config, out, bench.options);
      for (const note of leftOut) console.error(`  ${note}`);
      const { policy, train, validate, test } = baseline;
      if (json) {
        const told = Object.fromEntries(margins.tested);
        console.log(JSON.stringify({ file: out, policy, margins: told, untested: [...margins.untested] }, null, 2));
        return;
      }
      const prompts = `${train.length + validate.length + test.length} prompts, ${test.length} of them test`;
      console.log(`\n${policy.candidate} ships; ${prompts}\n${marginLines(margins)}\n\nBaseline ${out}`);
    });
}
