/** A name that wants to stand beside its point. Pixels, y downwards. */
export interface LabelWish {
  readonly text: string;
  readonly x: number;
  readonly y: number;
}

export interface PlacedLabel extends LabelWish {
  /** Where the text stands: its left, middle or right end by `align`, its vertical middle. */
  readonly labelX: number;
  readonly labelY: number;
  readonly align: 'left' | 'center' | 'right';
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export interface LabelSpace {
  readonly width: number;
  readonly height: number;
  readonly fontSize: number;
  /** What a label may not cover: points of the chart, with their radius. */
  readonly points: readonly { readonly x: number; readonly y: number; readonly radius: number }[];
  /** What a label should rather not cover: samples along the curves. */
  readonly curves: readonly { readonly x: number; readonly y: number }[];
}

/** DejaVu Sans is wide: .62 of the font size per character holds for nearly every name. */
const CHARACTER_WIDTH = 0.62;
const DISTANCES = [8, 14, 22, 32, 44];
/** What a pixel of distance, and a spot nearer to another point, weigh against one covered curve sample. */
const FAR = 0.5;
const MISLEADING = 12;

/**
 * Places labels one after the other, in the order of the wishes, each at the free spot that is near its own point, not
 * nearer to another one, and covers little of the curves. A label for which there is no free spot is left out: its
 * point keeps the tooltip.
 */
export function placeLabels(wishes: readonly LabelWish[], space: LabelSpace): readonly PlacedLabel[] {
  const taken: Box[] = space.points.map(({ x, y, radius }) => grown({ left: x, right: x, top: y, bottom: y }, radius));
  const placed: PlacedLabel[] = [];
  for (const wish of wishes) {
    const spot = bestSpot(wish, space, taken);
    if (spot === undefined) continue;
    taken.push(labelBox(spot, space.fontSize));
    placed.push(spot);
  }
  return placed;
}

/** The rectangle that a placed label covers. */
export function labelBox({ text, labelX, labelY, align }: PlacedLabel, fontSize: number): Box {
  const width = textWidth(text, fontSize);
  const left = align === 'left' ? labelX : align === 'right' ? labelX - width : labelX - width / 2;
  return { left, right: left + width, top: labelY - fontSize * 0.6, bottom: labelY + fontSize * 0.6 };
}

export function textWidth(text: string, fontSize: number): number {
  return Array.from(text).length * fontSize * CHARACTER_WIDTH;
}

export function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

function bestSpot(wish: LabelWish, space: LabelSpace, taken: readonly Box[]): PlacedLabel | undefined {
  let best: PlacedLabel | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const spot of spots(wish)) {
    const box = labelBox(spot, space.fontSize);
    if (box.left < 0 || box.top < 0 || box.right > space.width || box.bottom > space.height) continue;
    if (taken.some((other) => overlap(box, other))) continue;
    const cost = coverCost(box, space) + FAR * gap(box, wish) + (misleads(box, wish, space) ? MISLEADING : 0);
    if (cost < least) [best, least] = [spot, cost];
  }
  return best;
}

/** A halo keeps a label readable over curves, so that covering is a blemish, not a fault. */
function coverCost(box: Box, { curves }: LabelSpace): number {
  return curves.filter(({ x, y }) => overlap(box, { left: x, right: x, top: y, bottom: y })).length;
}

function misleads(box: Box, wish: LabelWish, { points }: LabelSpace): boolean {
  const own = gap(box, wish);
  return points.some((point) => (point.x !== wish.x || point.y !== wish.y) && gap(box, point) < own + 4);
}

/** Pixels between a box and a point. */
function gap({ left, right, top, bottom }: Box, { x, y }: { readonly x: number; readonly y: number }): number {
  return Math.hypot(Math.max(left - x, 0, x - right), Math.max(top - y, 0, y - bottom));
}

function spots(wish: LabelWish): PlacedLabel[] {
  const { x, y } = wish;
  return DISTANCES.flatMap((d): PlacedLabel[] => [
    { ...wish, labelX: x + d, labelY: y + d, align: 'left' },
    { ...wish, labelX: x + d, labelY: y, align: 'left' },
    { ...wish, labelX: x, labelY: y + d + 5, align: 'center' },
    { ...wish, labelX: x - d, labelY: y - d, align: 'right' },
    { ...wish, labelX: x, labelY: y - d - 5, align: 'center' },
    { ...wish, labelX: x - d, labelY: y, align: 'right' },
    { ...wish, labelX: x + d, labelY: y - d, align: 'left' },
    { ...wish, labelX: x - d, labelY: y + d, align: 'right' },
  ]);
}

function grown(box: Box, by: number): Box {
  return { left: box.left - by, right: box.right + by, top: box.top - by, bottom: box.bottom + by };
}
