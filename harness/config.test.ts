import { describe, expect, it } from 'vitest';
import { BenchError } from './bench-error.ts';
import { parseConfig } from './config.ts';

const router = { name: 'toy', learned: false, fit: async () => Promise.reject(new Error('never fitted')) };
const config = {
  dataset: 'simulated-assistant',
  routers: [router],
  objective: { kind: 'cheapest-within', margin: 0.01 },
  seed: 1,
};

function failure(value: unknown): BenchError {
  try {
    parseConfig(value, 'bench.config.ts');
  } catch (error) {
    return error as BenchError;
  }
  throw new Error('the config was accepted');
}

describe('parseConfig', () => {
  it('accepts a minimal config', () => {
    expect(parseConfig(config, 'bench.config.ts')).toEqual(config);
  });

  it('names a misspelt field and the one that was meant', () => {
    const error = failure({ ...config, objectve: config.objective });
    expect(error).toBeInstanceOf(BenchError);
    expect(error.message).toMatch(/bench\.config\.ts does not fit[\s\S]*objectve/);
    expect(error.hint).toBe('Did you mean "objective"?');
  });

  it('names the field whose value does not fit', () => {
    expect(failure({ ...config, objective: { kind: 'cheapest-within', margin: 3 } }).message).toMatch(
      /objective\.margin/,
    );
    expect(failure({ ...config, objective: { kind: 'cheapest' } }).message).toMatch(/objective/);
    expect(failure({ ...config, routers: [] }).message).toMatch(/routers/);
    expect(failure({ ...config, routers: ['knn'] }).message).toMatch(/a router, such as knn\(\)/);
    expect(failure({ ...config, seed: 1.5 }).message).toMatch(/seed/);
    expect(failure({ ...config, dataset: 3 }).message).toMatch(/name of a dataset/);
    expect(failure(undefined).message).toMatch(/does not fit/);
  });

  it('refuses two routers of one name', () => {
    expect(failure({ ...config, routers: [router, { ...router }] }).message).toMatch(/two routers named "toy"/);
  });
});
