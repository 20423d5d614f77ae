import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  count,
  counted,
  decimal,
  listWords,
  milliseconds,
  percent,
  percentChange,
  points,
  signed,
  tradeoffWords,
  usd,
  usdPer1000,
} from './format.ts';

describe('number formats', () => {
  it('prints what rounds to zero as a zero without a sign', () => {
    expect([0.0004, -0.0004, 0, -0].map((x) => decimal(x))).toEqual(['0.000', '0.000', '0.000', '0.000']);
    expect([signed(0.000_04, 4), signed(-0.000_04, 4)]).toEqual(['0.0000', '0.0000']);
    expect([points(0.000_04), points(-0.000_04), points(0)]).toEqual(['0.0 points', '0.0 points', '0.0 points']);
    expect([percentChange(0.0004), percentChange(-0.0004)]).toEqual(['0.0 %', '0.0 %']);
  });

  it('tells a small share, time or sum from none', () => {
    expect([percent(0.0004), percent(0)]).toEqual(['<0.1 %', '0.0 %']);
    expect([milliseconds(0.02), milliseconds(0)]).toEqual(['<0.1 ms', '0 ms']);
    expect([usd(1e-9), usd(0)]).toEqual(['<$0.000001', '$0.00']);
  });

  it('puts a plus sign before gains and a real minus sign before losses', () => {
    expect([signed(0.0111, 4), signed(-0.0111, 4), signed(0)]).toEqual(['+0.0111', '−0.0111', '0.000']);
    expect([points(0.004), points(-0.0123), points(-0.0004)]).toEqual(['+0.4 points', '−1.2 points', '−0.04 points']);
  });

  it('prints sums with about three significant digits', () => {
    expect([1.234, 0.0123, 12.3, 12_345, 0, 0.000_012_3].map(usd)).toEqual([
      '$1.23',
      '$0.0123',
      '$12.30',
      '$12,345',
      '$0.00',
      '$0.000012',
    ]);
    expect(usdPer1000(0.001_31)).toBe('$1.31');
  });

  it('prints shares, counts, times and tradeoffs', () => {
    expect([percent(0.4312), count(14_037), counted(1, 'task'), counted(3, 'task')]).toEqual([
      '43.1 %',
      '14,037',
      '1 task',
      '3 tasks',
    ]);
    expect([milliseconds(0.24), milliseconds(34.4), milliseconds(1204)]).toEqual(['0.2 ms', '34 ms', '1.20 s']);
    expect([tradeoffWords(null), tradeoffWords(0)]).toEqual(['quality at any price', 'λ = 0']);
    expect([tradeoffWords(0.7215, 'judge'), tradeoffWords(0, 'judge'), tradeoffWords(null, 'ju\u001bdge')]).toEqual([
      'accept at judge ≥ 0.722',
      'accept at judge ≥ 0',
      'accept no answer but the last model’s',
    ]);
    expect(listWords(['a', 'b', 'c'])).toBe('a, b and c');
  });

  it('never prints NaN or an infinity: it throws, because a missing figure has a reason instead', () => {
    for (const print of [decimal, signed, percent, points, usd]) {
      for (const value of [Number.NaN, Number.POSITIVE_INFINITY]) expect(() => print(value)).toThrow('Not a printable');
    }
    fc.assert(
      fc.property(
        fc.double({ noNaN: true, min: -1e6, max: 1e6 }),
        (x) => !/NaN|Inf/.test(decimal(x) + usd(x) + percent(x)),
      ),
    );
  });
});
