import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readApiKey } from './api-key.ts';

describe('the key of a provider', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'api-key-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return `file:${join(folder, name)}`;
  };

  it('comes from an environment variable, or from a file as secret stores mount it', () => {
    expect(readApiKey('MY_KEY', 'p', { MY_KEY: 'marked' })).toBe('marked');
    expect(readApiKey(file('key', 'marked\n'), 'p')).toBe('marked');
  });

  it('is missed by name, and no error carries what was there', () => {
    expect(() => readApiKey('MY_KEY', 'p', {})).toThrow(/provider p: MY_KEY holds no key/);
    expect(() => readApiKey('MY_KEY', 'p', { MY_KEY: ' ' })).toThrow(/holds no key/);
    expect(() => readApiKey(file('empty', '\n'), 'p')).toThrow(/holds no key/);
    expect(() => readApiKey(`file:${join(folder, 'absent')}`, 'p')).toThrow(/absent cannot be read/);
    const large = file('large', 'marked'.repeat(10_000));
    expect(() => readApiKey(large, 'p')).toThrow(/^(?!.*marked).*too large for a key/);
  });
});
