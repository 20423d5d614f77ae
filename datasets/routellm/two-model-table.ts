import { costAt, type Model } from '../../harness/model.ts';
import { type Example, emptyTable, type OutcomeTable, STATUS } from '../../harness/outcome-table.ts';

/** One prompt with what each model made of it; arrays in the order of the models. */
export interface GradedPrompt {
  readonly id: string;
  readonly task: string;
  readonly prompt: string;
  /** 0..1 */
  readonly quality: readonly number[];
  readonly inputTokens: readonly number[];
  readonly outputTokens: readonly number[];
}

/** An outcome table in which every model answered every prompt; costs are tokens at the models' prices. */
export function graded(prompts: readonly GradedPrompt[], models: readonly Model[]): OutcomeTable {
  const table = emptyTable(prompts.map(exampleOf), models);
  prompts.forEach((prompt, i) => {
    models.forEach(({ price }, m) => {
      const cell = i * models.length + m;
      const inputTokens = prompt.inputTokens[m]!;
      const outputTokens = prompt.outputTokens[m]!;
      table.status[cell] = STATUS.ok;
      table.quality[cell] = prompt.quality[m]!;
      table.inputTokens[cell] = inputTokens;
      table.outputTokens[cell] = outputTokens;
      table.costUsd[cell] = costAt(price!, inputTokens, outputTokens);
    });
  });
  return table;
}

function exampleOf({ id, task, prompt }: GradedPrompt): Example {
  return { id, task, request: { messages: [{ role: 'user', content: prompt }], metadata: {} } };
}
