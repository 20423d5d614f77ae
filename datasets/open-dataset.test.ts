import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { catalogue } from './catalogue.ts';
import { exampleCsv, exampleRows } from './example-dataset.ts';
import { openDataset } from './open-dataset.ts';
import { temporaryFolder } from './temporary-folder.fixture.ts';
import { put } from './toy-files.fixture.ts';

describe('openDataset', () => {
  const folder = temporaryFolder();
  const refusal = (name: string) => {
    try {
      return openDataset(name).name;
    } catch (error) {
      const { message, hint } = error as Error & { hint: string };
      return `${message} | ${hint}`;
    }
  };

  it('knows every dataset of the catalogue by its name, and reads nothing yet', () => {
    for (const { name } of catalogue) expect(openDataset(name).name).toBe(name);
  });

  it('suggests the name that was probably meant', () => {
    expect(refusal('zeroevl')).toContain('there is no dataset "zeroevl" | Did you mean "zeroeval"?');
    expect(refusal('something-else')).toMatch(/there is no dataset .* \| There are simulated-assistant/);
  });

  it('says of a path that there is no such file', () => {
    expect(refusal('./nothing.csv')).toContain('./nothing.csv: there is no such file or folder');
  });

  it('says which files are datasets', async () => {
    expect(refusal(await put(folder(), 'notes.txt', 'x'))).toContain('A dataset is a folder with card.json');
    mkdirSync(join(folder(), 'empty'));
    await expect(openDataset(join(folder(), 'empty')).load()).rejects.toThrow(/card\.json: there is no such file/);
  });

  it('opens the example that init writes', async () => {
    const file = await put(folder(), 'example.csv', exampleCsv());
    const { table } = await openDataset(file).load();
    expect(table.models.map(({ id }) => id)).toEqual(['small-model', 'large-model']);
    expect(table.examples.map(({ request }) => request.messages[0]!.content)).toEqual(
      exampleRows.map(({ prompt }) => prompt),
    );
    expect([...table.costUsd]).toEqual(exampleRows.flatMap(({ small, large }) => [small[1], large[1]]));
    expect(exampleRows).toHaveLength(10);
  });
});
