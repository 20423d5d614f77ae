import { Command, InvalidArgumentError, Option } from '@commander-js/extra-typings';
import { benchArguments } from '../bench-arguments.ts';
import { exitOnSignal } from '../exit-on-signal.ts';
import { GATE_FORMATS } from '../gate/gate-formats.ts';
import { loadConfig } from '../load-config.ts';
import { terminalProgress } from '../progress.ts';
import { wholeNumber } from '../whole-number.ts';

export function checkCommand() {
  return new Command('check')
    .description('does this tree route as well as its baseline? Fails only on a regression that the prompts support')
    .option('-b, --baseline <file>', 'what to compare with', 'bench.lock.json')
    .option('-c, --config <file>', 'the config', 'bench.config.ts')
    .option('-d, --dataset <name-or-path>', 'use this dataset instead of the one in the config')
    .option('-s, --seed <integer>', 'use this seed instead of the one in the config', wholeNumber(0, 999_999_999))
    .option('-p, --policy <folder>', 'check a policy as it was written, instead of fitting its router again')
    .option('--all', 'fit every router and choose the policy again; by default the router that ships, at its point')
    .option(
      '--margin-quality <points|off>',
      'quality that may be lost, 0..1; instead of gate.margins of the config',
      margin,
    )
    .option('--margin-cost <share|off>', 'rise of the mean cost that is allowed: .1 is a tenth', margin)
    .option('--margin-latency <share|off>', 'rise of the mean latency that is allowed', margin)
    .option('--margin-accuracy <points|off>', 'routing accuracy that may be lost, 0..1', margin)
    .addOption(
      new Option('-f, --format <format...>', 'what is printed or written')
        .choices(GATE_FORMATS)
        .default(['text'] as const),
    )
    .option('-o, --out <file...>', 'a file for each format, in their order; "-" or none is the terminal')
    .option('--chart <file.svg>', 'draw how much worse each criterion is, in margins, as SVG or PNG')
    .option('--json', 'the same as --format json')
    .option('--offline', 'open no connection', true)
    .option('--no-offline', 'allow one thing: to download the embedding model that the config names')
    .addHelpText(
      'after',
      `
Exit codes: 0 fine, 1 error, 2 regression, 3 not comparable (rows, models, prices or embedder changed: it says which).
Prompts that were merely added are not compared. A margin that the prompts cannot tell is refused.

Examples:
  signalbox check
  signalbox check --policy policy --margin-latency off
  signalbox check --format github markdown junit --out - summary.md gate.xml`,
    )
    .action(async ({ baseline, policy, all, format, out = [], chart, json, ...options }) => {
      exitOnSignal();
      const formats = json ? (['json'] as const) : format;
      const progress = terminalProgress({ quiet: json === true });
      const bench = benchArguments(await loadConfig(options.config), options, progress);
      const { runCheck } = await import('../gate/run-check.ts');
      const { writeGate } = await import('../gate/write-gate.ts');
      const { GATE_EXIT_CODE } = await import('../../harness/gate/gate-result.ts');
      const { marginQuality, marginCost, marginLatency, marginAccuracy } = options;
      const result = await runCheck(bench.config, {
        ...bench.options,
        baseline,
        policy,
        all,
        margins: {
          ...(marginQuality === undefined ? {} : { quality: marginQuality }),
          ...(marginCost === undefined ? {} : { cost: marginCost }),
          ...(marginLatency === undefined ? {} : { latency: marginLatency }),
          ...(marginAccuracy === undefined ? {} : { accuracy: marginAccuracy }),
        },
      });
      await writeGate(result, { formats, files: out, chart });
      process.exitCode = GATE_EXIT_CODE[result.status];
    });
}

function margin(text: string): number | false {
  if (text === 'off') return false;
  const value = Number(text);
  if (text.trim() !== '' && value > 0 && value <= 10) return value;
  throw new InvalidArgumentError('A number above 0, such as 0.02, or "off".');
}
