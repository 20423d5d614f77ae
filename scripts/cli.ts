import { Command } from '@commander-js/extra-typings';
import { BenchError } from '../harness/bench-error.ts';
import { auditCommand } from './commands/audit.ts';
// Commands import what they run when they run it: `--help` should not load an embedding library.
import { baselineCommand } from './commands/baseline.ts';
import { benchCommand } from './commands/bench.ts';
import { cacheCommand } from './commands/cache.ts';
import { checkCommand } from './commands/check.ts';
import { compareLogsCommand } from './commands/compare-logs.ts';
import { datasetsCommand } from './commands/datasets.ts';
import { diffCommand } from './commands/diff.ts';
import { driftCommand } from './commands/drift.ts';
import { estimateCommand } from './commands/estimate.ts';
import { failoverCommand } from './commands/failover.ts';
import { gradeCommand } from './commands/grade.ts';
import { initCommand } from './commands/init.ts';
import { policyCommand } from './commands/policy.ts';
import { recordCommand } from './commands/record.ts';
import { replayCommand } from './commands/replay.ts';
import { reportCommand } from './commands/report.ts';
import { repriceCommand } from './commands/reprice.ts';
import { routeCommand } from './commands/route.ts';
import { simulateCommand } from './commands/simulate.ts';
import { studyCommand } from './commands/study.ts';
import { codeVersion } from './package-version.ts';

/** Runs the command line `argv` (as `process.argv`). Sets the exit code: 0 fine, 1 error. */
export async function main(argv: readonly string[]): Promise<void> {
  process.stdout.on('error', endQuietlyWhenClosed);
  try {
    await program().parseAsync(argv);
  } catch (error) {
    report(error);
    process.exitCode = 1;
  }
}

/** All commands, for `main` and for tests of what they say. */
export function program(): Command {
  return new Command('signalbox')
    .description('Should you route between language models, with which router, and what will it save?')
    .version(codeVersion())
    .showSuggestionAfterError()
    .addCommand(initCommand())
    .addCommand(benchCommand())
    .addCommand(studyCommand())
    .addCommand(datasetsCommand())
    .addCommand(cacheCommand())
    .addCommand(recordCommand())
    .addCommand(gradeCommand())
    .addCommand(reportCommand())
    .addCommand(repriceCommand())
    .addCommand(baselineCommand())
    .addCommand(checkCommand())
    .addCommand(policyCommand())
    .addCommand(diffCommand())
    .addCommand(driftCommand())
    .addCommand(routeCommand())
    .addCommand(replayCommand())
    .addCommand(failoverCommand())
    .addCommand(estimateCommand())
    .addCommand(compareLogsCommand())
    .addCommand(simulateCommand())
    .addCommand(auditCommand())
    .addHelpText(
      'after',
      '\nExamples:\n  signalbox init my-bench && cd my-bench && signalbox bench\n  signalbox bench --dataset zeroeval\n  signalbox route --policy runs/latest/policy "What is 17 % of 240?"',
    );
}

/** What the user can fix is told without a stack; anything else is a bug and shows where it happened. */
function report(error: unknown): void {
  if (!(error instanceof BenchError)) {
    console.error(error);
    return;
  }
  console.error(`error: ${error.message}`);
  if (error.hint !== undefined) console.error(`hint:  ${error.hint}`);
}

/** `signalbox … | head` closes our output early; that is no error. */
function endQuietlyWhenClosed(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
}
