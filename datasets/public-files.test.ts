import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { BenchError } from '../harness/bench-error.ts';
import { fetchFolder, publicFile } from './public-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'public-'));
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

describe('publicFile', () => {
  it('finds what was fetched into ROUTING_DATA', () => {
    vi.stubEnv('ROUTING_DATA', folder);
    mkdirSync(join(folder, 'routellm'), { recursive: true });
    writeFileSync(join(folder, 'routellm/a.csv'), '');
    expect(fetchFolder()).toBe(folder);
    expect(publicFile('routellm/a.csv')).toBe(join(folder, 'routellm/a.csv'));
  });

  it('says where it looked and how to get the file', () => {
    vi.stubEnv('ROUTING_DATA', join(folder, 'none'));
    expect(() => publicFile('routellm/a.csv')).toThrow(BenchError);
    expect(() => publicFile('routellm/a.csv')).toThrow(/none/);
  });
});
