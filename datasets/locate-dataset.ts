import { existsSync, statSync } from 'node:fs';
import { BenchError } from '../harness/bench-error.ts';
import { nearest } from '../harness/nearest-word.ts';
import { type CatalogueEntry, catalogue } from './catalogue.ts';
import { TABLE_EXTENSIONS } from './tables/read-rows.ts';

/** What a name or path stands for. */
export type LocatedDataset =
  | { readonly kind: 'named'; readonly entry: CatalogueEntry }
  | { readonly kind: 'native'; readonly folder: string }
  | { readonly kind: 'table'; readonly file: string }
  | { readonly kind: 'pickle'; readonly file: string };

/**
 * Finds a dataset: a name of the catalogue, a folder in the native format, a table file, or RouterBench's pickle. A
 * file or folder that is named like a dataset of the catalogue is reached as `./name`.
 *
 * @throws {BenchError} with a suggestion, for what is neither
 */
export function locateDataset(nameOrPath: string): LocatedDataset {
  const entry = catalogue.find(({ name }) => name === nameOrPath);
  if (entry !== undefined) return { kind: 'named', entry };
  if (!existsSync(nameOrPath)) throw unknownDataset(nameOrPath);
  if (statSync(nameOrPath).isDirectory()) return { kind: 'native', folder: nameOrPath };
  const name = nameOrPath.toLowerCase();
  if (name.endsWith('.pkl')) return { kind: 'pickle', file: nameOrPath };
  if (TABLE_EXTENSIONS.some((extension) => name.endsWith(extension))) return { kind: 'table', file: nameOrPath };
  throw new BenchError(`${nameOrPath}: not a dataset that can be read`, {
    hint: `A dataset is a folder with card.json, a table (${TABLE_EXTENSIONS.join(', ')}), or RouterBench's .pkl.`,
  });
}

function unknownDataset(nameOrPath: string): BenchError {
  const names = catalogue.map(({ name }) => name);
  if (/[/\\.]/.test(nameOrPath)) {
    return new BenchError(`${nameOrPath}: there is no such file or folder`, {
      hint: `Datasets by name: ${names.join(', ')}.`,
    });
  }
  const near = nameOrPath.length <= 100 ? nearest(nameOrPath, names) : undefined;
  return new BenchError(`there is no dataset "${nameOrPath.slice(0, 100)}"`, {
    hint: `${near === undefined ? '' : `Did you mean "${near}"? `}There are ${names.join(', ')}; or give a folder or a table file.`,
  });
}
