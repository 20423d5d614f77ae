import type { Shown } from './reader.ts';
import type { RecordedDataset } from './recorded-dataset.ts';

/** Share of requests that are sorted into another class than their own. */
const ERROR = 0.08;

/**
 * The class of a request, one of the `enum` that the schema gives for `class`: the task of its example where that is one
 * of them, else a drawn one.
 */
export function readClass({ table }: RecordedDataset, { example, schema, rng }: Shown): string {
  const classes = schema?.properties.class?.enum ?? [];
  if (classes.length === 0) return 'I sort requests into the classes of a schema, and none was sent.';
  const [error, draw, otherwise] = [rng.next(), rng.next(), rng.next()];
  const task = example === undefined ? -1 : classes.indexOf(table.examples[example]!.task);
  const own = task < 0 ? Math.floor(draw * classes.length) : task;
  const others = classes.filter((_, c) => c !== own);
  const isWrong = error < ERROR && others.length > 0;
  return JSON.stringify({ class: isWrong ? others[Math.floor(otherwise * others.length)]! : classes[own]! });
}
