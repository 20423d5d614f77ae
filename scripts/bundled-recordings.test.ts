import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { readNative } from '../datasets/native/read-native.ts';
import type { BenchConfig } from '../harness/config.ts';
import type { Dataset } from '../harness/dataset.ts';
import { isAnswered } from '../harness/outcome-table.ts';
import { loadConfig } from './load-config.ts';

const FOLDER = fileURLToPath(new URL('../datasets/simulated-assistant', import.meta.url));
const CONFIG = fileURLToPath(new URL('../bench.config.ts', import.meta.url));

describe('bench.config.ts on the bundled dataset', () => {
  let dataset: Dataset;
  let config: BenchConfig;
  beforeAll(async () => {
    [dataset, config] = await Promise.all([readNative(FOLDER), loadConfig(CONFIG)]);
  });

  it('compares all families, and every question of its routers is recorded', () => {
    const names = config.routers.map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining(['rules', 'semantic-routes', 'knn', 'linear', 'classifier', 'hybrid', 'cascade-judge']),
    );
    const asked = new Set<string>();
    for (const { request } of dataset.table.examples) {
      for (const router of config.routers) for (const { key } of router.asks?.(request) ?? []) asked.add(key);
    }
    expect(asked.size).toBeGreaterThan(5900);
    expect([...asked].filter((key) => !dataset.responses!.has(key))).toEqual([]);
  });

  it('has a verdict on nearly every answer, which tells good from bad and is not always right', () => {
    const { table } = dataset;
    const { values, asked } = table.signals.get('judge')!;
    expect(asked).toMatchObject({ id: 'sim-judge' });
    let right = 0;
    let judged = 0;
    let answered = 0;
    for (let cell = 0; cell < values.length; cell++) {
      answered += Number(isAnswered(table.status[cell]!));
      if (Number.isNaN(values[cell]!)) continue;
      judged++;
      right += Number(values[cell]! >= 0.55 === table.quality[cell]! >= 0.5);
    }
    expect(judged / answered).toBeGreaterThan(0.97);
    expect(right / judged).toBeGreaterThan(0.75);
    expect(right / judged).toBeLessThan(0.92);
  });
});
