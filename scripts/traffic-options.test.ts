import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { parseConfig } from '../harness/config.ts';
import { withRoi } from '../reports/roi/with-roi.fixture.ts';
import { rules } from '../routers/index.ts';
import { reportCommand } from './commands/report.ts';
import { maintenanceUsd, queriesPerMonth, trafficWith } from './traffic-options.ts';

describe('traffic', () => {
  it('is read from options', () => {
    expect(queriesPerMonth('250000')).toBe(250_000);
    expect(maintenanceUsd('1999.5')).toBe(1999.5);
    for (const wrong of ['', '0', '-1', '1.5', 'many', '1e13', 'Infinity'])
      expect(() => queriesPerMonth(wrong)).toThrow(/whole number/);
    for (const wrong of ['', ' ', '-1', 'much', '1e13', 'NaN'])
      expect(() => maintenanceUsd(wrong)).toThrow(/USD a month/);
  });

  it('of an option goes before that of the config, each figure by itself', () => {
    expect(trafficWith(undefined, {})).toEqual({});
    expect(trafficWith(undefined, { maintenanceUsd: 5 })).toEqual({ traffic: { maintenanceUsdPerMonth: 5 } });
    expect(trafficWith({ queriesPerMonth: 7, maintenanceUsdPerMonth: 5 }, { queriesPerMonth: 9 })).toEqual({
      traffic: { queriesPerMonth: 9, maintenanceUsdPerMonth: 5 },
    });
  });

  it('of a config is checked, naming the field', () => {
    const config = {
      dataset: 'simulated-assistant',
      routers: [rules({ rules: [], otherwise: 'sim-small' })],
      objective: { kind: 'cheapest-within', margin: 0.01 },
      seed: 1,
    };
    const traffic = { queriesPerMonth: 3e6, maintenanceUsdPerMonth: 1500 };
    expect(parseConfig({ ...config, traffic }, 'bench.config.ts').traffic).toEqual(traffic);
    for (const wrong of [
      { queriesPerMonth: 0 },
      { queriesPerMonth: 1.5 },
      { maintenanceUsdPerMonth: -1 },
      { perMonth: 1 },
    ]) {
      expect(() => parseConfig({ ...config, traffic: wrong }, 'bench.config.ts')).toThrow(/traffic/);
    }
  });

  it('of a run can be asked again with another volume', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'signalbox-traffic-'));
    const log = vi.spyOn(console, 'log').mockImplementation(() => {});
    try {
      const traffic = { queriesPerMonth: 10, maintenanceUsdPerMonth: 20 };
      writeFileSync(join(folder, 'results.json'), JSON.stringify(withRoi({ traffic })));
      await reportCommand().parseAsync([folder, '--json', '--queries-per-month', '500'], { from: 'user' });
      expect(JSON.parse(log.mock.calls[0]![0]).traffic).toEqual({ queriesPerMonth: 500, maintenanceUsdPerMonth: 20 });
    } finally {
      log.mockRestore();
      rmSync(folder, { recursive: true });
    }
  });
});
