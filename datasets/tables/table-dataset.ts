import type { Dataset, DatasetSource } from '../../harness/dataset.ts';
import { type PriceBook, priceBook } from '../../harness/record/price-book.ts';
import { datasetFingerprint } from '../dataset-fingerprint.ts';
import { fileSlug } from '../file-slug.ts';
import { type GradeExample, gradeExample } from '../grade-example.ts';
import { type OnProblem, throwProblem } from '../problem.ts';
import type { ReadOptions } from '../read-limits.ts';
import { layoutCache } from './layout-cache.ts';
import { readRows } from './read-rows.ts';
import { tableAnswers } from './table-answers.ts';
import { type TableBuilder, tableBuilder } from './table-builder.ts';
import { layoutText, type TableLayout, tableLayout } from './table-layout.ts';
import type { TableOptions } from './table-options.ts';

export interface TableSourceOptions extends TableOptions {
  /** Where a model's price comes from when a row has no cost; default: the price book. */
  readonly prices?: PriceBook | undefined;
  readonly grade?: GradeExample | undefined;
  readonly limits?: ReadOptions['limits'];
}

/**
 * A table of your own as a dataset: long (one row per example and model) or wide (one row per example), in JSONL, CSV
 * or Parquet. What was understood is in the dataset's notes.
 */
export function tableDataset(file: string, options: TableSourceOptions = {}): DatasetSource {
  return {
    name: options.name ?? fileSlug(file),
    load: ({ onProgress } = {}) => readTable(file, options, { onProgress: (share) => onProgress?.(share, 'rows') }),
  };
}

/** As `tableDataset(…).load()`, with a say in what happens on a problem. */
export async function readTable(
  file: string,
  options: TableSourceOptions,
  reading: ReadOptions = {},
): Promise<Dataset> {
  const onProblem: OnProblem = reading.onProblem ?? throwProblem;
  const builder = tableBuilder({
    file,
    scale: options.scale ?? { min: 0, max: 1 },
    models: options.models,
    prices: options.prices ?? priceBook(),
    grade: options.grade ?? gradeExample,
    onProblem,
  });
  const layouts = layoutCache<TableLayout>((columns, first) => tableLayout(file, columns, options, first));
  for await (const row of readRows(file, { ...reading, limits: options.limits, onProblem })) {
    const pending = builder.add(row, layouts.of(row.columns));
    if (pending !== undefined) await pending;
  }
  return toDataset(file, options, builder, layouts.first());
}

function toDataset(
  file: string,
  options: TableSourceOptions,
  builder: TableBuilder,
  layout: TableLayout | undefined,
): Dataset {
  const { table, estimates } = builder.finish();
  const hasTexts = layout?.outcomes.some(({ at }) => at.response !== undefined) === true;
  const notes = layout === undefined ? [] : [layoutText(layout)];
  if (layout !== undefined && layout.ignored.length > 0) {
    const shown = layout.ignored.slice(0, 20).map((column) => column.slice(0, 60));
    notes.push(`columns not used (name them as metadata if production knows them): ${shown.join(', ')}`);
  }
  return {
    card: {
      name: options.name ?? fileSlug(file),
      title: options.title ?? fileSlug(file),
      ...(options.description === undefined ? {} : { description: options.description }),
      ...(options.licence === undefined ? {} : { licence: options.licence }),
      ...(options.source === undefined ? {} : { source: options.source }),
      simulated: options.simulated ?? false,
      scale: options.scale ?? { min: 0, max: 1 },
      estimates,
    },
    table,
    fingerprint: datasetFingerprint(table),
    notes,
    ...(hasTexts ? { readAnswers: tableAnswers(file, options, table) } : {}),
  };
}
