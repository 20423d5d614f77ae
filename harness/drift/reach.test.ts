import { describe, expect, it } from 'vitest';
import { random } from '../random.ts';
import { KTH_NEIGHBOUR, reach } from './reach.ts';

/** Unit vectors in the plane at the angles given. */
const atAngles = (angles: readonly number[]) => Float32Array.from(angles.flatMap((a) => [Math.cos(a), Math.sin(a)]));

describe('the reach of a reference set', () => {
  const rng = random(1);
  const known = Array.from({ length: 400 }, () => 0.5 * rng.next());

  it('leaves prompts of the same kind within it and finds those beyond', async () => {
    const similar = Array.from({ length: 200 }, () => 0.5 * rng.next());
    const far = [2, 2.1, 3];
    const { beyond, threshold } = await reach(atAngles([...known, ...similar, ...far]), 2, 400);
    expect([...beyond].filter((row) => row >= 200)).toEqual([200, 201, 202]);
    expect(beyond.length - far.length).toBeLessThan(12);
    expect(threshold).toBeGreaterThan(0);
  });

  it('never counts a prompt as its own neighbour, copies or not', async () => {
    const angles = [0, 0, 0, 0, 0, 0, 0, 1, 2];
    const { ofA } = await reach(atAngles([...angles, 0, 1]), 2, angles.length);
    expect(ofA.k).toBe(angles.length - 1);
    for (let i = 0; i < angles.length; i++) expect(ofA.indices.subarray(i * ofA.k, (i + 1) * ofA.k)).not.toContain(i);
    expect(ofA.similarity[KTH_NEIGHBOUR - 1]).toBeCloseTo(1, 6);
  });
});
