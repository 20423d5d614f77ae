import type { Reading } from './class-reader.ts';

/** The class of what the reader did not sort, where no class is named for it. */
export const UNSORTED = '(unsorted)';

/** Why a request has its class, in a line. */
export function explainReading({ outcome, text }: Reading, name: string, model: string): string {
  if (outcome === 'read') return `${model} read the request: class ${name}`;
  const said = JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);
  const why = {
    unparsable: `said ${said}, which names no class`,
    failed: `failed (${text})`,
    'not-asked': 'may not see the request',
  };
  return `${model} ${why[outcome]}: class ${name}`;
}

/** How the reader did on train. */
export function readingNote(readings: readonly Reading[], model: string): string {
  const count = (outcome: Reading['outcome']) => readings.filter((reading) => reading.outcome === outcome).length;
  return `${model} read ${count('read')} of ${readings.length} training prompts; ${count('unparsable')} answers named no class, ${count('failed')} failed`;
}
