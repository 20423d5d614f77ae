import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { leaderboardRows } from './leaderboard.ts';
import { leaderboardCsv } from './leaderboard-csv.ts';
import { leaderboardText } from './leaderboard-text.ts';
import { sampleResults } from './results.fixture.ts';

describe('the leaderboard', () => {
  it('ranks routers by AIQ and keeps singles and reference curves apart', () => {
    const rows = leaderboardRows(sampleResults());
    expect(rows.map(({ role }) => role).filter((role, i, all) => role !== all[i - 1])).toEqual([
      'router',
      'single',
      'reference',
    ]);
    expect(rows[0]).toMatchObject({ name: 'linear', ships: true });
    expect(rows.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['zero router', 'task mean', 'oracle', 'sim-nano']),
    );
  });

  it('prints aligned columns without colour codes unless asked', () => {
    const text = leaderboardText(sampleResults());
    expect(text).not.toContain('\u001b');
    const lines = text.split('\n');
    const ends = ['linear', 'knn-k10'].map(
      (name) => Array.from(lines.find((line) => line.includes(` ${name} `))!).length,
    );
    expect(new Set(ends).size).toBe(1);
    expect(leaderboardText(sampleResults(), { colour: true })).toContain('\u001b[1m▸ linear');
  });

  it('fits a terminal of 100 columns, cutting long names only where it must', () => {
    const longest = (text: string) => Math.max(...text.split('\n').map((line) => Array.from(line).length));
    expect(longest(leaderboardText(sampleResults()))).toBeLessThanOrEqual(100);
    const results = sampleResults({ routers: { 'organisation/a-router-with-quite-a-long-name': 0.01 } });
    expect(longest(leaderboardText(results))).toBeLessThanOrEqual(100);
    expect(leaderboardText(results, { width: 160 })).toContain('a-router-with-quite-a-long-name');
  });

  it('says what routing adds to cost and time', () => {
    const line = leaderboardText(sampleResults())
      .split('\n')
      .find((each) => each.startsWith('  classifier'))!;
    expect(leaderboardText(sampleResults())).toContain('Routing eats the largest share of its saving in cascade-judge');
    expect(line).toMatch(/\$\d\.\d\d\s+\$0\.0600\s+541 ms$/);
  });

  it('marks with a dagger what cannot ship, and says why in a footnote of 100 columns', () => {
    const text = leaderboardText(sampleResults({ routers: { linear: 0.02, 'precomputed-mf': 0.03, http: 0.01 } }));
    expect(text).toMatch(/^ {2}precomputed-mf † /m);
    expect(text).toMatch(/^ {2}http † /m);
    expect(text).toContain('† not deployable: precomputed-mf (its decisions were made elsewhere');
    expect(text).toMatch(/http \(it is a service of\s+its own: what it will decide tomorrow is not ours to ship\)\.\n/);
    expect(Math.max(...text.split('\n').map((line) => Array.from(line).length))).toBeLessThanOrEqual(100);
    expect(leaderboardText(sampleResults())).not.toContain('†');
  });

  it('lets no terminal code from a name through', () => {
    const text = leaderboardText(sampleResults({ routers: { 'x\u001b]0;owned\u0007': 0.01 } }));
    expect(['\u001b', '\u0007'].some((code) => text.includes(code))).toBe(false);
  });

  it('says that a saving is not defined instead of printing a number', () => {
    const results = sampleResults();
    results.routers[0]!.chosen.costSaved = { undefined: 'the reference model costs nothing' };
    expect(leaderboardText(results)).toContain('not defined');
    expect(leaderboardCsv(results)).not.toContain('NaN');
  });
});

describe('leaderboardCsv', () => {
  it('reads back with a CSV parser, numbers unrounded', () => {
    const results = sampleResults();
    const records = parse(leaderboardCsv(results), { columns: true }) as Record<string, string>[];
    expect(records).toHaveLength(leaderboardRows(results).length);
    expect(Number(records[0]!.aiq)).toBe(results.routers[0]!.aiq.value);
    expect(records.find(({ name }) => name === 'zero router')!.quality).toBe('');
  });

  it('has the figures of other projects for routers and single models, and none for references', () => {
    const results = sampleResults();
    const records = parse(leaderboardCsv(results), { columns: true }) as Record<string, string>[];
    const of = (wanted: string) => records.find(({ name }) => name === wanted)!;
    expect(Number(of('linear').ece_chosen)).toBe(0.024);
    expect(of('rules').ece_chosen).toBe('');
    expect(Number(of('sim-nano').pareto_dist)).toBe(0.0312);
    expect(of('oracle').pareto_dist).toBe('');
  });

  it('guards names that a spreadsheet would run as a formula, and quotes what needs quotes', () => {
    const names = ['=HYPERLINK("http://x")', '+1', '-1', '@SUM(A1)', ' =1', 'a,"b"\nc'];
    const csv = leaderboardCsv(sampleResults({ routers: Object.fromEntries(names.map((name) => [name, 0.01])) }));
    const records = parse(csv, { columns: true }) as Record<string, string>[];
    const written = records.filter(({ role }) => role === 'router').map(({ name }) => name);
    expect(written).toEqual(
      expect.arrayContaining([`'=HYPERLINK("http://x")`, `'+1`, `'-1`, `'@SUM(A1)`, `' =1`, 'a,"b"\nc']),
    );
  });
});
