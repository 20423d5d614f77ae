import type { Example } from '../../harness/outcome-table.ts';
import { throwProblem } from '../problem.ts';
import type { ReadOptions } from '../read-limits.ts';
import { readObjects } from '../read-objects.ts';
import { exampleRowSchema, toExample } from './native-rows.ts';

export interface ReadExamples {
  readonly examples: readonly Example[];
  /** Index of each example by id. */
  readonly indexOf: ReadonlyMap<string, number>;
}

/** Reads `examples.jsonl[.gz]`. A row that breaks the format or repeats an id is a problem. */
export async function readExamples(file: string, options: ReadOptions = {}): Promise<ReadExamples> {
  const onProblem = options.onProblem ?? throwProblem;
  const examples: Example[] = [];
  const indexOf = new Map<string, number>();
  for await (const { row, value } of readObjects(file, options)) {
    const parsed = exampleRowSchema.safeParse(value);
    if (!parsed.success) {
      for (const { path, message } of parsed.error.issues) {
        onProblem({ file, row, field: path.join('.') || undefined, message, severity: 'error' });
      }
    } else if (indexOf.has(parsed.data.id)) {
      onProblem({ file, row, field: 'id', message: `the id "${parsed.data.id}" stands twice`, severity: 'error' });
    } else {
      indexOf.set(parsed.data.id, examples.length);
      examples.push(toExample(parsed.data));
    }
  }
  return { examples, indexOf };
}
