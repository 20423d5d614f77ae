import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { countTokens } from '../../harness/count-tokens.ts';
import { cachedTokenCounts } from './cached-token-counts.ts';

const texts = ['one two three', '', 'a longer text, with commas'];
const counts = texts.map(countTokens);

describe('cachedTokenCounts', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'token-counts-'));
    vi.stubEnv('SIGNALBOX_CACHE', root);
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    rmSync(root, { recursive: true, force: true });
  });
  const files = () => readdirSync(join(root, 'token-counts'));

  it('counts once, keeps, and reads back the same', async () => {
    expect([...(await cachedTokenCounts(texts))]).toEqual(counts);
    expect(files()).toHaveLength(1);
    expect([...(await cachedTokenCounts(texts))]).toEqual(counts);
    expect(files()).toHaveLength(1);
  });

  it('keeps other texts under another name', async () => {
    await cachedTokenCounts(texts);
    await cachedTokenCounts([...texts].reverse());
    expect(files()).toHaveLength(2);
  });

  it('counts again when the kept file was altered or cut', async () => {
    await cachedTokenCounts(texts);
    const file = join(root, 'token-counts', files()[0]!);
    const whole = readFileSync(file);
    const altered = Buffer.from(whole);
    altered[0]! ^= 1;
    for (const bytes of [altered, whole.subarray(0, 5), Buffer.alloc(0)]) {
      writeFileSync(file, bytes);
      expect([...(await cachedTokenCounts(texts))]).toEqual(counts);
      expect(readFileSync(file)).toEqual(whole);
    }
  });

  it('works without a place to keep them', async () => {
    vi.stubEnv('SIGNALBOX_CACHE', join(root, 'file'));
    writeFileSync(join(root, 'file'), '');
    expect([...(await cachedTokenCounts(texts))]).toEqual(counts);
  });
});
