import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Two models, `a` and `b`, and one example: read in no time. */
export function writeTinyDataset(folder: string): void {
  const price = { usdPerRequest: 0, inputUsdPerMillionTokens: 1, outputUsdPerMillionTokens: 2 };
  const models = ['a', 'b'].map((id) => ({ id, price }));
  const texts = { name: 'tiny', title: 'Tiny', description: 'One question.', licence: 'CC0-1.0', source: 'this test' };
  const card = { format: 'signalbox/dataset', version: 1, ...texts, scale: { min: 0, max: 1 }, models };
  const common = { example: 'e', inputTokens: 3, outputTokens: 9, latencyMs: 2000 };
  const outcomes = [
    { ...common, model: 'a', quality: 1, response: 'Yes, it is what it is.' },
    { ...common, model: 'b', quality: 0, response: 'No.' },
  ];
  writeFileSync(join(folder, 'card.json'), JSON.stringify(card));
  writeFileSync(join(folder, 'examples.jsonl'), JSON.stringify({ id: 'e', prompt: 'Is it?' }));
  writeFileSync(join(folder, 'outcomes.jsonl'), outcomes.map((row) => JSON.stringify(row)).join('\n'));
}
