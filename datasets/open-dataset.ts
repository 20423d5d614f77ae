import type { DatasetSource } from '../harness/dataset.ts';
import { fileSlug } from './file-slug.ts';
import { locateDataset } from './locate-dataset.ts';
import { readNative } from './native/read-native.ts';
import { routerBench } from './routerbench.ts';
import { tableDataset } from './tables/table-dataset.ts';
import { tableOptionsBeside } from './tables/table-options.ts';

/**
 * A dataset by name (`datasets list` shows them), or by path: a folder in the native format, a table in JSONL, CSV or
 * Parquet (with its options in `<file>.json` beside it, if there is such a file), or RouterBench's pickle. Nothing is
 * read before `load`.
 *
 * @throws {BenchError} with a suggestion, when there is nothing under that name or path
 */
export function openDataset(nameOrPath: string): DatasetSource {
  const located = locateDataset(nameOrPath);
  switch (located.kind) {
    case 'named':
      return located.entry.source();
    case 'native':
      return { name: fileSlug(located.folder), load: (options = {}) => readNative(located.folder, options) };
    case 'table':
      return tableDataset(located.file, tableOptionsBeside(located.file));
    case 'pickle':
      return routerBench({ path: located.file });
  }
}
