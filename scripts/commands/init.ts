import { existsSync } from 'node:fs';
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command } from '@commander-js/extra-typings';
import { exampleCsv } from '../../datasets/example-dataset.ts';
import { BenchError } from '../../harness/bench-error.ts';

export function initCommand() {
  return new Command('init')
    .description('write a commented bench.config.ts and a ten-row example dataset')
    .argument('[folder]', 'where; made if it does not exist', '.')
    .option('--force', 'replace files that are there')
    .addHelpText('after', '\nExamples:\n  signalbox init\n  signalbox init my-bench && cd my-bench && signalbox bench')
    .action(async (folder, options) => {
      const config = resolve(folder, 'bench.config.ts');
      const table = resolve(folder, 'example.csv');
      const there = [config, table].filter((path) => existsSync(path));
      if (there.length > 0 && options.force !== true) {
        throw new BenchError(`${there.map((path) => relative(process.cwd(), path)).join(' and ')} already there`, {
          hint: 'Name another folder, or replace them with --force.',
        });
      }
      await mkdir(resolve(folder), { recursive: true });
      await copyFile(fileURLToPath(new URL('../templates/bench.config.ts', import.meta.url)), config);
      await writeFile(table, exampleCsv());
      const shown = (path: string) => relative(process.cwd(), path);
      const enter = resolve(folder) === process.cwd() ? '' : `cd ${shown(resolve(folder))} && `;
      console.log(`Wrote ${shown(config)} and ${shown(table)}.`);
      console.log(`Next: ${enter}signalbox bench`);
      console.log(
        `Ten rows show the way and prove nothing; ${join('datasets', 'README.md')} says how to bring your own.`,
      );
    });
}
