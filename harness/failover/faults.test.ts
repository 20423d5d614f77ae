import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { faultText, parseFaults, randomFaults, timeText, weatherAt } from './faults.ts';

const setting = { pool: ['small', 'lab/large:free'], favourite: 'small', durationMs: 3_600_000 };
const parse = (spec: string) => parseFaults(spec, setting);

describe('a plan of faults', () => {
  it('is read from its text, and written again', () => {
    const spec =
      'outage:favourite@30m+1.5h, outage:small@0s+90s:timeout,429:lab/large:free@10m+5m:0.5,latency:small@40m+500ms:x8';
    expect(parse(spec)).toEqual([
      { kind: 'outage', model: 'small', startMs: 1_800_000, durationMs: 5_400_000, error: '503' },
      { kind: 'outage', model: 'small', startMs: 0, durationMs: 90_000, error: 'timeout' },
      { kind: '429', model: 'lab/large:free', startMs: 600_000, durationMs: 300_000, share: 0.5 },
      { kind: 'latency', model: 'small', startMs: 2_400_000, durationMs: 500, factor: 8 },
    ]);
    expect(parse(parse(spec).map(faultText).join(','))).toEqual(parse(spec));
    expect(parse('none')).toEqual([]);
    expect(parse('429:small@1m+1m')).toMatchObject([{ share: 1 }]);
    expect([0, 999, 1500, 90_000].map(timeText)).toEqual(['0ms', '999ms', '1.5s', '1.5m']);
  });

  it.each([
    ['outtage:small@1m+1m', 'cannot be read'],
    ['outage:small@1m', 'cannot be read'],
    ['outage:small@1+1', 'cannot be read'],
    ['', 'cannot be read'],
    ['outage:smal@1m+1m', 'model "smal" is not in the policy\'s pool'],
    ['outage:small@1m+0s', 'lasts no time'],
    ['outage:small@60m+1m', 'begins after the last request, which comes 1h in'],
    ['outage:small@1m+1m:500', 'an outage takes ":timeout" or nothing'],
    ['429:small@1m+1m:2', 'above 0 and at most 1, not "2"'],
    ['429:small@1m+1m:0', 'above 0 and at most 1'],
    ['latency:small@1m+1m', 'say how many times as long'],
    ['latency:small@1m+1m:x0', 'say how many times as long'],
  ])('%j is refused, and why', (spec, message) => {
    expect(() => parse(spec)).toThrow(message);
  });

  it('says what would be right', () => {
    expect(() => parse('outage:smal@1m+1m')).toThrow(expect.objectContaining({ hint: 'Did you mean "small"?' }));
    expect(() => parse('x')).toThrow(
      expect.objectContaining({ hint: expect.stringContaining('outage:favourite@30m+30m') }),
    );
  });

  it('follows from its seed, names models of the pool, and begins before the last request', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const faults = randomFaults(seed, setting);
        expect(randomFaults(seed, setting)).toEqual(faults);
        if (faults.length > 0) expect(parse(faults.map(faultText).join(','))).toHaveLength(faults.length);
      }),
    );
    expect(randomFaults(1, setting)).not.toEqual(randomFaults(2, setting));
  });
});

describe('the weather', () => {
  const faults = parse('outage:small@10s+10s,429:small@15s+20s:0.5,latency:small@12s+50s:x2,latency:small@40s+1s:x3');
  const at = (seconds: number, draw = 0.2, model = 'small') => weatherAt(faults, model, seconds * 1000, draw);

  it('has each fault from its beginning until before its end, for its model only', () => {
    expect(at(9.999)).toEqual({ slower: 1 });
    expect(at(10)).toEqual({ error: '503', slower: 1 });
    expect(at(20)).toEqual({ error: '429', slower: 2 });
    expect(at(10, 0.2, 'lab/large:free')).toEqual({ slower: 1 });
  });

  it('turns away by the draw, and multiplies what makes answers slow', () => {
    expect(at(20, 0.5)).toEqual({ slower: 2 });
    expect(at(40.5)).toEqual({ slower: 6 });
  });
});
