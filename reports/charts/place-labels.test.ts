import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { labelBox, overlap, placeLabels } from './place-labels.ts';

const SPACE = { width: 720, height: 440, fontSize: 12, curves: [] };

describe('placeLabels', () => {
  it('puts a lone label beside its point', () => {
    const [label] = placeLabels([{ text: 'gpt-4', x: 300, y: 200 }], {
      ...SPACE,
      points: [{ x: 300, y: 200, radius: 5 }],
    });
    expect(Math.hypot(label!.labelX - 300, label!.labelY - 200)).toBeLessThan(20);
  });

  it('leaves the plot on no side, lets no two labels meet and covers no point, wherever the points are', () => {
    const point = fc.record({
      x: fc.integer({ min: 0, max: 720 }),
      y: fc.integer({ min: 0, max: 440 }),
      text: fc.string({ minLength: 1, maxLength: 30 }),
    });
    fc.assert(
      fc.property(fc.array(point, { maxLength: 20 }), (wishes) => {
        const points = wishes.map(({ x, y }) => ({ x, y, radius: 5 }));
        const boxes = placeLabels(wishes, { ...SPACE, points }).map((label) => labelBox(label, SPACE.fontSize));
        boxes.forEach((box, i) => {
          expect(box.left >= 0 && box.right <= 720 && box.top >= 0 && box.bottom <= 440).toBe(true);
          for (const other of boxes.slice(i + 1)) expect(overlap(box, other)).toBe(false);
          for (const { x, y } of points) expect(overlap(box, { left: x, right: x, top: y, bottom: y })).toBe(false);
        });
      }),
    );
  });

  it('prefers the side where no curve runs', () => {
    const curves = Array.from({ length: 60 }, (_, i) => ({ x: 300 + i * 2, y: 200 + i }));
    const [label] = placeLabels([{ text: 'model', x: 300, y: 200 }], {
      ...SPACE,
      points: [{ x: 300, y: 200, radius: 5 }],
      curves,
    });
    const box = labelBox(label!, 12);
    expect(curves.filter(({ x, y }) => overlap(box, { left: x, right: x, top: y, bottom: y }))).toHaveLength(0);
  });
});
