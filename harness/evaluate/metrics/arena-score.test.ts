import { describe, expect, it } from 'vitest';
import { arenaScore } from './arena-score.ts';

describe('arenaScore', () => {
  // RouterArena's published formula.
  it.each([
    [0.7, 1, 0.674439],
    [0.7, 0.0044, 0.719626],
    [0.7, 200, 0],
    [0.6, 0.1, 0.608487],
    [0.9, 10, 0.748756],
  ])('of accuracy %d at $%d per thousand queries is %d', (accuracy, cost, score) => {
    expect(arenaScore(accuracy, cost)).toBeCloseTo(score, 6);
  });

  it('clamps costs to its scale and is 0 for accuracy 0', () => {
    expect(arenaScore(0.7, 0)).toBe(arenaScore(0.7, 0.0044));
    expect(arenaScore(0.7, 1e6)).toBe(0);
    expect(arenaScore(0, 200)).toBe(0);
  });
});
