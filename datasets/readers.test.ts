import { describe, expect, it } from 'vitest';
import { openDataset } from './open-dataset.ts';
import { readerContract } from './readers.contract.ts';
import { temporaryFolder } from './temporary-folder.fixture.ts';
import { csv, jsonl, longToy, nativeToy, parquet, put, wideToy } from './toy-files.fixture.ts';

for (const [shape, table] of [
  ['long', longToy()],
  ['wide', wideToy()],
] as const) {
  for (const gz of ['', '.gz']) {
    readerContract(`a ${shape} .jsonl${gz}`, (folder) => put(folder, `toy.jsonl${gz}`, jsonl(table)));
    readerContract(`a ${shape} .csv${gz}`, (folder) => put(folder, `toy.csv${gz}`, csv(table)));
  }
  readerContract(`a ${shape} .csv with CRLF and a byte-order mark`, (folder) =>
    put(folder, 'toy.csv', `\ufeff${csvWithCrlf(table)}\r\n`),
  );
  readerContract(`a ${shape} .parquet`, (folder) => put(folder, 'toy.parquet', parquet(table)));
}
readerContract('a native folder', (folder) => nativeToy(folder, false));
readerContract('a native folder, gzipped', (folder) => nativeToy(folder, true));

/** Record ends only: the newline inside a quoted prompt is text. */
function csvWithCrlf(table: ReturnType<typeof longToy>): string {
  return csv(table).replace(/\n(?=[abc],)/g, '\r\n');
}

describe('the same table in another format', () => {
  const folder = temporaryFolder();

  it('has the same fingerprint', async () => {
    const files = [
      await put(folder(), 'x.jsonl', jsonl(longToy())),
      await put(folder(), 'x.csv.gz', csv(wideToy())),
      await put(folder(), 'x.parquet', parquet(longToy())),
    ];
    const fingerprints = await Promise.all(files.map(async (file) => (await openDataset(file).load()).fingerprint));
    expect(new Set(fingerprints).size).toBe(1);
  });
});
