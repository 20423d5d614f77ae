import { Command } from '@commander-js/extra-typings';
import { fetchableDatasets } from '../../datasets/public-manifest.ts';
import { terminalProgress } from '../progress.ts';

const NAME_OR_PATH = 'a name of `datasets list`, a folder in the native format, or a table (.csv, .jsonl, .parquet)';

export function datasetsCommand() {
  return new Command('datasets')
    .description('list, describe, validate and fetch datasets')
    .addCommand(list())
    .addCommand(describe())
    .addCommand(validate())
    .addCommand(fetch())
    .addHelpText(
      'after',
      '\nExamples:\n  signalbox datasets describe simulated-assistant\n  signalbox datasets validate my-answers.csv\n  signalbox datasets fetch zeroeval',
    );
}

function list() {
  return new Command('list')
    .description('what there is by name')
    .option('--json', 'as JSON')
    .addHelpText('after', '\nExample:\n  signalbox datasets list')
    .action(async (options) => {
      const { catalogue } = await import('../../datasets/catalogue.ts');
      const known = catalogue.map(({ name, title, kind }) => ({ name, title, kind }));
      if (options.json) return console.log(JSON.stringify(known, null, 2));
      const width = Math.max(...known.map(({ name }) => name.length));
      for (const { name, title, kind } of known) console.log(`${name.padEnd(width)}  ${kind.padEnd(7)}  ${title}`);
    });
}

function describe() {
  return new Command('describe')
    .description('examples, tasks, models with mean quality and cost, what is missing, the oracle')
    .argument('<dataset>', NAME_OR_PATH)
    .option('--json', 'as JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  signalbox datasets describe zeroeval\n  signalbox datasets describe answers.csv --json',
    )
    .action(async (dataset, options) => {
      const { openDataset } = await import('../../datasets/open-dataset.ts');
      const { describeDataset } = await import('../../datasets/describe.ts');
      const { describeText } = await import('../../datasets/describe-text.ts');
      const source = openDataset(dataset);
      const progress = terminalProgress({ quiet: options.json === true });
      const update = progress.stage(`dataset ${source.name}`);
      const loaded = await source.load({ onProgress: (share) => update(share, 1) }).finally(() => progress.end());
      const description = describeDataset(loaded);
      console.log(options.json ? JSON.stringify(description, null, 2) : describeText(description));
    });
}

function validate() {
  return new Command('validate')
    .description('every problem of a dataset, with file, row and field; exit code 1 if there is an error')
    .argument('<dataset>', NAME_OR_PATH)
    .option('--json', 'as JSON')
    .addHelpText('after', '\nExample:\n  signalbox datasets validate my-answers.csv')
    .action(async (dataset, options) => {
      const { problemText } = await import('../../datasets/problem.ts');
      const { validateDataset } = await import('../../datasets/validate.ts');
      const problems = await validateDataset(dataset);
      const errors = problems.filter(({ severity }) => severity === 'error').length;
      if (errors > 0) process.exitCode = 1;
      if (options.json) return console.log(JSON.stringify(problems, null, 2));
      for (const problem of problems) {
        console.log(`${problem.severity}: ${problemText(problem)}`);
        if (problem.hint !== undefined) console.log(`  hint: ${problem.hint}`);
      }
      console.log(
        problems.length === 0 ? 'No problem found.' : `${errors} errors, ${problems.length - errors} warnings.`,
      );
    });
}

function fetch() {
  return new Command('fetch')
    .description('download a public dataset at its pinned commit, every file checked by sha256')
    .argument('<name>', fetchableDatasets().join(', '))
    .option('--into <folder>', 'where the files go')
    .option('--base-url <url>', 'a mirror to download from')
    .addHelpText(
      'after',
      '\nExamples:\n  signalbox datasets fetch zeroeval\n  signalbox datasets fetch routellm-mmlu --into data',
    )
    .action(async (name, options) => {
      const { fetchDataset } = await import('../../datasets/fetch.ts');
      const progress = terminalProgress();
      const update = progress.stage(`fetch ${name}`);
      const { downloaded, kept } = await untilInterrupted((signal) =>
        fetchDataset(name, {
          ...(options.into === undefined ? {} : { into: options.into }),
          ...(options.baseUrl === undefined ? {} : { baseUrl: options.baseUrl }),
          onProgress: (share) => update(share, 1),
          signal,
        }),
      ).finally(() => progress.end());
      console.log(`${downloaded.length} files downloaded, ${kept.length} were there already.`);
    });
}

/** Ctrl-C stops the work in the orderly way (no part of a file stays) and then the process, with the exit code of shells. */
async function untilInterrupted<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());
  try {
    return await work(stop.signal);
  } catch (error) {
    if (!stop.signal.aborted) throw error;
    process.exit(130);
  }
}
