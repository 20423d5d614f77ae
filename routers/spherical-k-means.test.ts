import { describe, expect, it } from 'vitest';
import { sphericalKMeans } from './spherical-k-means.ts';

describe('sphericalKMeans', () => {
  it('finds clusters that are far apart', async () => {
    const angles = [0, 0.1, 0.05, 2, 2.1, 2.05, 4, 4.1, 4.05];
    const vectors = Float32Array.from(angles.flatMap((angle) => [Math.cos(angle), Math.sin(angle)]));
    const centres = await sphericalKMeans(vectors, 2, 3, 1);
    const found = [0, 1, 2].map((c) => Math.atan2(centres[2 * c + 1]!, centres[2 * c]!)).sort((a, b) => a - b);
    expect(found[0]).toBeCloseTo(4.05 - 2 * Math.PI, 2);
    expect(found[1]).toBeCloseTo(0.05, 2);
    expect(found[2]).toBeCloseTo(2.05, 2);
  });

  it('has no more centres than there are different vectors', async () => {
    const centres = await sphericalKMeans(Float32Array.of(1, 0, 1, 0, 0, 1), 2, 5, 1);
    expect(centres.length / 2).toBe(2);
  });
});
