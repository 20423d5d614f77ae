import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../datasets/temporary-folder.fixture.ts';
import type { DecisionRecord } from '../../harness/decision-record.ts';
import { readDecisions } from './read-decisions.ts';
import { openToyPolicy, toyLog } from './toy-log.fixture.ts';
import { writeDecisions } from './write-decisions.ts';

const folder = temporaryFolder();
const records = await toyLog(await openToyPolicy(0, 0.4), 5, 1);
let files = 0;

function fileOf(text: string | Buffer, extension = 'jsonl'): string {
  files += 1;
  const file = join(folder(), `${files}.${extension}`);
  writeFileSync(file, text);
  return file;
}
const lines = (...values: unknown[]) => fileOf(values.map((value) => JSON.stringify(value)).join('\n'));
const changed = (change: object): Record<string, unknown> => ({ ...records[0]!, ...change });

describe('a log of decisions', () => {
  it('is read as it was written, also compressed', async () => {
    const file = join(folder(), 'log.jsonl');
    await writeDecisions(file, records);
    expect(await readDecisions(file)).toEqual(records);
    await expect(writeDecisions(join(folder(), 'nowhere', 'log.jsonl'), records)).rejects.toThrow(
      /log\.jsonl cannot be written \(ENOENT\)/,
    );
    const packed = fileOf(gzipSync(records.map((record) => JSON.stringify(record)).join('\n')), 'jsonl.gz');
    expect(await readDecisions(packed)).toEqual(records);
  });

  it('gets the grades that came later', async () => {
    const grade = (id: string, rest: object) => ({ schema: 'signalbox/grade', version: 1, id, ...rest });
    const grades = lines(
      grade('1-1', { quality: 0.25 }),
      grade('elsewhere', { quality: 1 }),
      grade('1-2', { costUsd: 7 }),
    );
    const read = await readDecisions(lines(...records), { grades });
    expect(read.map(({ quality }) => quality)).toEqual(records.map(({ quality }, i) => (i === 1 ? 0.25 : quality)));
    expect(read[2]).toEqual({ ...records[2], costUsd: 7 });
    await expect(readDecisions(lines(...records), { grades: lines(grade('else', {})) })).rejects.toThrow(
      /none of its 1 ids is in/,
    );
  });

  it.each<[string, object, RegExp]>([
    ['a propensity of 0', { propensity: 0 }, /row 2, field "propensity": /],
    ['a propensity above 1', { propensity: 1.5 }, /row 2, field "propensity": /],
    ['propensities that do not sum to 1', { propensities: { small: 0.8, large: 0.1 } }, /they sum to 0\.9/],
    ['a propensity that is another one', { propensity: 0.5 }, /field "propensity": it is 0\.5, and propensities say/],
    ['a chance of a forbidden model', { allowed: ['small'] }, /"large" (has a chance and )?is not among the allowed/],
    ['a quality off the scale', { quality: 5 }, /field "quality": /],
    ['a field that is not known', { propensty: 1 }, /propensty/],
    ['another schema', { schema: 'x' }, /row 2, field "schema": "signalbox\/decision" is expected, not "x"/],
    ['a newer version', { version: 3 }, /row 2 has version 3; this Signalbox reads up to 2/],
  ])('is refused with %s, naming row and field', async (_, change, message) => {
    const file = lines(records[1], changed(change));
    await expect(readDecisions(file)).rejects.toThrow(message);
  });

  it('is refused when an id comes twice', async () => {
    await expect(readDecisions(lines(records[0], records[1], records[0]))).rejects.toThrow(
      /row 3, field "id": "1-0" is in row 1 too/,
    );
  });

  it('is refused when it is hostile: no JSON, endless lines, too many, keys that alter prototypes', async () => {
    const text = JSON.stringify(records[0]);
    await expect(readDecisions(fileOf(`${text}\n{"schema":`))).rejects.toThrow(/row 2: not a complete JSON object/);
    await expect(readDecisions(fileOf(`${text}\n[1]`))).rejects.toThrow(/row 2: an object is expected/);
    await expect(readDecisions(lines(...records), { limits: { maxLineBytes: 100 } })).rejects.toThrow(
      /row 1: .* longer/,
    );
    await expect(readDecisions(lines(...records), { limits: { maxRecords: 3 } })).rejects.toThrow(
      /more than 3 records/,
    );
    await expect(readDecisions(lines(...records), { limits: { maxTextBytes: 500 } })).rejects.toThrow(/too large/);
    const polluting = `${text.slice(0, -1)},"__proto__":{"x":1}}`;
    await expect(readDecisions(fileOf(polluting))).rejects.toThrow(/"__proto__" is not allowed/);
    await expect(readDecisions(fileOf(''))).rejects.toThrow(/empty/);
    await expect(readDecisions(join(folder(), 'nowhere'))).rejects.toThrow(/there is no such file/);
  });

  it('has nothing in it that was not known', () => {
    const record: DecisionRecord = records[0]!;
    expect(Object.values(record)).not.toContain(undefined);
    expect(record).not.toHaveProperty('gen_ai.conversation.id');
  });
});
