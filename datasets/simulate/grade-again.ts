import { isAnswered } from '../../harness/outcome-table.ts';
import { graderFor } from '../../harness/record/graders/grade-response.ts';
import type { Simulation } from './simulate.ts';

/**
 * Grades every response text again. Returns the cells whose grade is not the latent truth; examples with a wrong
 * reference are left out, as their grades differ on purpose.
 */
export function mismatchedCells({ table, responses, truth, misprinted }: Simulation): number[] {
  const models = table.models.length;
  const mismatched: number[] = [];
  for (const [i, { grading }] of table.examples.entries()) {
    if (misprinted[i] === 1) continue;
    const grade = graderFor(grading!);
    for (let cell = i * models; cell < (i + 1) * models; cell++) {
      if (!isAnswered(table.status[cell]!)) continue;
      if (grade(responses[cell]!).quality !== truth[cell]) mismatched.push(cell);
    }
  }
  return mismatched;
}
