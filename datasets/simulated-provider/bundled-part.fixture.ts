import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';

const BUNDLED = fileURLToPath(new URL('../simulated-assistant/', import.meta.url));

/**
 * Writes the first examples of the bundled dataset, with their answers, as a dataset of its own: read in a fraction of the
 * time.
 *
 * @returns the lines of the examples
 */
export function writeBundledPart(folder: string, examples: number): readonly string[] {
  mkdirSync(folder, { recursive: true });
  const lines = (name: string) =>
    gunzipSync(readFileSync(`${BUNDLED}${name}.jsonl.gz`))
      .toString()
      .split('\n');
  const taken = lines('examples').slice(0, examples);
  writeFileSync(join(folder, 'examples.jsonl'), `${taken.join('\n')}\n`);
  const models = 5;
  writeFileSync(
    join(folder, 'outcomes.jsonl'),
    `${lines('outcomes')
      .slice(0, examples * models)
      .join('\n')}\n`,
  );
  const { signals: _, ...card } = JSON.parse(readFileSync(`${BUNDLED}card.json`, 'utf8'));
  writeFileSync(join(folder, 'card.json'), JSON.stringify(card));
  return taken;
}
