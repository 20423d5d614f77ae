import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { type Example, emptyTable, type OutcomeTable, STATUS } from '../harness/outcome-table.ts';

/** Writes files for the tests of one `describe`; they are removed after it. */
export function decisionFiles(): (name: string, content: string) => string {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'signalbox-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return (name, content) => {
    const file = join(folder, name);
    writeFileSync(file, content);
    return file;
  };
}

const PROMPTS = ['What is 2 + 2?', 'Prove it.', 'Say "hi", please', 'Prove it.'];

/** Four examples `q0`…`q3`, the last with the prompt of `q1`; three models, each better and dearer than the one before. */
export function decidedTable(prompts: readonly string[] = PROMPTS): OutcomeTable {
  const examples = prompts.map(
    (content, i): Example => ({
      id: `q${i}`,
      task: 'any',
      request: { messages: [{ role: 'user', content }], metadata: {} },
    }),
  );
  const models = ['small', 'medium', 'org/large'].map((id, m) => ({
    id,
    price: {
      usdPerRequest: 0,
      inputUsdPerMillionTokens: 0,
      outputUsdPerMillionTokens: 10 ** m,
      source: 'card' as const,
    },
  }));
  const table = emptyTable(examples, models);
  for (let cell = 0; cell < table.status.length; cell++) {
    const model = cell % models.length;
    table.status[cell] = STATUS.ok;
    table.quality[cell] = 0.25 * (model + 1);
    table.costUsd[cell] = 10 ** (model - 4);
    table.outputTokens[cell] = 100;
    table.inputTokens[cell] = 10;
  }
  return table;
}
