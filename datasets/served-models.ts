import type { OutcomeTraces } from './outcome-traces.ts';
import { type Answers, type Suspicion, someAnswers } from './suspicion.ts';

/** Names to show; a provider that routes by itself may have served very many. */
const MOST_NAMES = 3;

/**
 * Answers of a model that another one gave. A name that resolves to one dated version of the model (`gpt-4o` →
 * `gpt-4o-2024-08-06`) is as it should be; to several of them is not, because they are different models.
 */
export function servedModels(answers: Answers, { servedModel }: OutcomeTraces): Suspicion[] {
  const { m, model } = answers;
  const rowsOf = new Map<string, number[]>();
  for (const row of answers.rows) {
    const name = servedModel(row, m);
    if (name === undefined) continue;
    const rows = rowsOf.get(name);
    if (rows === undefined) rowsOf.set(name, [row]);
    else rows.push(row);
  }
  const names = [...rowsOf.keys()];
  const versions = names.filter((name) => isVersionOf(model.id, name));
  const others = versions.length > 1 ? names : names.filter((name) => !versions.includes(name));
  const rows = others.flatMap((name) => rowsOf.get(name)!).sort((a, b) => a - b);
  return someAnswers(
    answers,
    'servedModel',
    rows,
    `came from another model than was asked (${listed(others, rowsOf)})`,
  );
}

function isVersionOf(model: string, served: string): boolean {
  return served.startsWith(model) && /^[-@:]\d{4}-?\d\d-?\d\d$/.test(served.slice(model.length));
}

function listed(names: readonly string[], rowsOf: ReadonlyMap<string, readonly number[]>): string {
  const count = (name: string) => rowsOf.get(name)!.length;
  const shown = [...names].sort((a, b) => count(b) - count(a) || (a < b ? -1 : 1)).slice(0, MOST_NAMES);
  const rest = names.length - shown.length;
  const texts = shown.map((name) => `${JSON.stringify(name.slice(0, 60))} ${count(name)} times`);
  return [...texts, ...(rest > 0 ? [`${rest} more`] : [])].join(', ');
}
