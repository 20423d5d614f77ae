import type { Example } from '../../harness/outcome-table.ts';
import type { OnProblem } from '../problem.ts';
import { isAbsent } from '../read-outcome.ts';
import type { ExampleLayout } from './example-layout.ts';
import { tableExample } from './table-example.ts';
import type { TableRow } from './table-row.ts';

export interface TableExamples {
  readonly examples: readonly Example[];
  /** Index of the example that a row speaks of, added when it is new; `undefined` after a problem. */
  indexOf(row: TableRow, layout: ExampleLayout): number | undefined;
}

/** The examples of a table by id; without an id column by prompt (long) or row (wide). */
export function tableExamples(file: string, onProblem: OnProblem): TableExamples {
  const examples: Example[] = [];
  const index = new Map<string, number>();
  const report = (row: number, field: string | undefined, message: string) => {
    onProblem({ file, row, field, message, severity: 'error' });
    return undefined;
  };
  return {
    examples,
    indexOf(row, layout) {
      const key = exampleKey(row, layout);
      if (key === undefined) return report(row.row, 'id', 'the id is missing');
      const known = index.get(key);
      if (known !== undefined) {
        const message = repetition(examples[known]!, row, layout);
        return message === undefined ? known : report(row.row, 'id', message);
      }
      const example = tableExample(layout.example.id === undefined ? `row-${row.row}` : key, row, layout);
      if (!('request' in example)) return report(row.row, example.field, example.message);
      index.set(key, examples.length);
      return examples.push(example) - 1;
    },
  };
}

function exampleKey({ row, values }: TableRow, { kind, example }: ExampleLayout): string | undefined {
  if (example.id === undefined && kind === 'wide') return String(row);
  const value = values[example.id ?? example.prompt ?? example.messages!];
  if (typeof value === 'string') return value === '' ? undefined : value;
  return isAbsent(value) ? undefined : typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** A wide table says everything of an example in one row; the rows of a long one agree on its prompt. */
function repetition(known: Example, { values }: TableRow, layout: ExampleLayout): string | undefined {
  if (layout.kind === 'wide') return `the id "${known.id}" stands twice`;
  if (layout.example.id === undefined || layout.example.prompt === undefined || layout.example.messages !== undefined) {
    return undefined;
  }
  const prompt = values[layout.example.prompt];
  if (prompt === known.request.messages[0]!.content || isAbsent(prompt)) return undefined;
  return `the example "${known.id}" has another prompt on an earlier row`;
}
