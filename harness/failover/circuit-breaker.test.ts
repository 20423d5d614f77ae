import { describe, expect, it } from 'vitest';
import { circuitBreaker } from './circuit-breaker.ts';

const breaker = () => circuitBreaker({ failures: 3, withinMs: 100, forMs: 50 });

describe('a circuit breaker', () => {
  it('leaves a model out after so many failures in a row, for so long, and no other model', () => {
    const it = breaker();
    for (const at of [0, 10]) it.failed('a', at);
    expect(it.state('a', 10)).toBe('closed');
    it.failed('a', 20);
    expect([20, 69, 70].map((at) => it.state('a', at))).toEqual(['open', 'open', 'half-open']);
    expect(it.state('b', 20)).toBe('closed');
  });

  it('counts neither failures that an answer came between nor those longer apart', () => {
    const answered = breaker();
    for (const at of [0, 10]) answered.failed('a', at);
    answered.answered('a');
    for (const at of [20, 30]) answered.failed('a', at);
    expect(answered.state('a', 30)).toBe('closed');
    const apart = breaker();
    for (const at of [0, 60, 120, 180]) apart.failed('a', at);
    expect(apart.state('a', 180)).toBe('closed');
    apart.failed('a', 200);
    expect(apart.state('a', 200)).toBe('open');
  });

  it('lets one trial through when the pause is over, and another when nothing was heard of it', () => {
    const it = breaker();
    for (const at of [0, 1, 2]) it.failed('a', at);
    it.sent('a', 60);
    expect([60, 109, 110].map((at) => it.state('a', at))).toEqual(['open', 'open', 'half-open']);
  });

  it('is closed by a trial that is answered, and opens for as long again after one that fails', () => {
    const answered = breaker();
    for (const at of [0, 1, 2]) answered.failed('a', at);
    answered.sent('a', 60);
    answered.answered('a');
    expect(answered.state('a', 61)).toBe('closed');
    const failed = breaker();
    for (const at of [0, 1, 2]) failed.failed('a', at);
    failed.sent('a', 60);
    failed.failed('a', 65);
    expect([65, 114, 115].map((at) => failed.state('a', at))).toEqual(['open', 'open', 'half-open']);
  });

  it('is not held open by failures of requests that were sent before', () => {
    const it = breaker();
    for (const at of [0, 1, 2, 20, 40]) it.failed('a', at);
    expect(it.state('a', 52)).toBe('half-open');
  });
});
