import { describe, expect, it } from 'vitest';
import { bundleRuntime, licenceTexts } from './bundle-runtime.ts';

describe('the built runtime', () => {
  it('holds no evaluation code, and reads little when it is imported', async () => {
    const { files, sources, packages, importedBytes } = await bundleRuntime();
    expect(sources).toContain('harness/evaluate/decide.ts');
    expect(sources.filter((path) => /^(?:scripts|reports|datasets)\/|\/evaluate\.ts$|sweep/.test(path))).toEqual([]);
    expect(importedBytes).toBeLessThan(450_000);
    const entry = Buffer.from(files['runtime.js']!).toString('utf8');
    const early = [...entry.matchAll(/^import[^;]*?from ?"([^"]+)"/gm)].map(([, from]) => from!);
    expect(early.filter((from) => !from.startsWith('node:') && !from.startsWith('./'))).toEqual([]);
    const texts = await licenceTexts(packages);
    for (const name of ['zod', '@marcbachmann/cel-js', 'fastest-levenshtein']) expect(texts).toContain(`${name} `);
    expect(texts).toContain('Permission is hereby granted');
  });
});
