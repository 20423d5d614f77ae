import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../datasets/temporary-folder.fixture.ts';
import { readDecisions } from './logs/read-decisions.ts';
import { openToyPolicy, toyLog } from './logs/toy-log.fixture.ts';
import { writeDecisions } from './logs/write-decisions.ts';
import { runSignalbox } from './run-signalbox.fixture.ts';

const folder = temporaryFolder();

describe('commands that read logs', () => {
  it('print a comparison as JSON, and say what they need without a stack', async () => {
    const [a, b] = [join(folder(), 'a.jsonl'), join(folder(), 'b.jsonl')];
    await writeDecisions(a, await toyLog(await openToyPolicy(0), 50, 1));
    await writeDecisions(b, await toyLog(await openToyPolicy(Number.POSITIVE_INFINITY), 50, 2));
    expect(readFileSync(a, 'utf8').trim().split('\n')).toHaveLength(50);
    expect(await readDecisions(a)).toHaveLength(50);
    const [compared, refused, wrong] = await Promise.all([
      runSignalbox(folder(), 'compare-logs', a, b, '--json'),
      runSignalbox(folder(), 'compare-logs', a, a),
      runSignalbox(folder(), 'compare-logs', a, b, '--split', '1'),
    ]);
    expect(compared).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(compared.stdout)).toMatchObject({ schema: 'signalbox/log-comparison', version: 1 });
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toMatch(/^error: 50 ids are in .*\nhint: {2}Policies that answered the same/);
    expect(wrong.stderr).toMatch(/'1' is invalid\. A number between 0 and 1/);
  });
});
