import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { temporaryFolder } from '../../datasets/temporary-folder.fixture.ts';
import { finishedParts } from './finished-parts.ts';

const folder = temporaryFolder();
const schema = z.strictObject({ n: z.number() });

describe('finishedParts', () => {
  it('makes a part once, also for the next process, and forgets all when told so', async () => {
    const file = join(folder(), 'parts.jsonl');
    let made = 0;
    const work = async () => ({ n: ++made });
    const first = finishedParts(file, 'run-1');
    expect(await first.once('a', schema, work)).toEqual({ n: 1 });
    const second = finishedParts(file, 'run-1');
    expect(await second.once('a', schema, work)).toEqual({ n: 1 });
    expect(await second.once('b', schema, work)).toEqual({ n: 2 });
    expect(await finishedParts(file, 'run-1').once('b', schema, work)).toEqual({ n: 2 });
    second.remove();
    expect(existsSync(file)).toBe(false);
  });

  it('makes again what a kill cut short, what no longer fits its schema, and what is of another run', async () => {
    const file = join(folder(), 'cut.jsonl');
    const parts = finishedParts(file, 'run-1');
    await parts.once('a', schema, async () => ({ n: 1 }));
    await parts.once('b', z.unknown(), async () => 'no number');
    appendFileSync(file, '\n{"part":"c","value":{"n":');
    const again = finishedParts(file, 'run-1');
    const work = async () => ({ n: 9 });
    expect(await again.once('a', schema, work)).toEqual({ n: 1 });
    expect(await again.once('b', schema, work)).toEqual({ n: 9 });
    expect(await again.once('c', schema, work)).toEqual({ n: 9 });
    expect(await finishedParts(file, 'run-1').once('c', schema, async () => ({ n: 0 }))).toEqual({ n: 9 });
    expect(await finishedParts(file, 'run-2').once('a', schema, work)).toEqual({ n: 9 });
    expect(readFileSync(file, 'utf8')).not.toContain('run-1');
  });

  it('begins a file anew that is none of its own', async () => {
    const file = join(folder(), 'strange.jsonl');
    writeFileSync(file, 'PK\u0003\u0004 nothing of ours');
    expect(await finishedParts(file, 'run').once('a', schema, async () => ({ n: 1 }))).toEqual({ n: 1 });
    expect(await finishedParts(file, 'run').once('a', schema, async () => ({ n: 2 }))).toEqual({ n: 1 });
  });
});
