import type { Figure } from '../results.ts';

/** Per query: what the weak and the strong model score, and the predicted win rate of the strong one. */
export interface TwoModels {
  readonly weak: Float64Array;
  readonly strong: Float64Array;
  /** Any scale; only the order counts. A query goes to the strong model when its rate reaches the threshold. */
  readonly winRate: Float64Array;
}

/** Mean quality over the share of strong calls, ascending; linear between the points. */
export interface StrongCallCurve {
  readonly share: Float64Array;
  readonly quality: Float64Array;
}

const NO_GAP = { undefined: 'because the strong model is not better than the weak one on these queries' };

/**
 * The curve over all thresholds. Queries with equal win rates form one step, linear inside, as if ties were broken at
 * random: row order must not move the figures.
 */
export function strongCallCurve({ weak, strong, winRate }: TwoModels): StrongCallCurve {
  const n = weak.length;
  const order = Uint32Array.from({ length: n }, (_, i) => i).sort((a, b) => winRate[b]! - winRate[a]! || a - b);
  const share = [0];
  const quality = [sum(weak) / n];
  let total = sum(weak);
  for (let at = 0; at < n; at++) {
    const query = order[at]!;
    total += strong[query]! - weak[query]!;
    const tied = at + 1 < n && winRate[order[at + 1]!] === winRate[query];
    if (tied) continue;
    share.push((at + 1) / n);
    quality.push(total / n);
  }
  return { share: Float64Array.from(share), quality: Float64Array.from(quality) };
}

/** The curve of RouteLLM's code: thresholds at the edges of quantile bins, the last edge strict. */
export function strongCallGrid({ weak, strong, winRate }: TwoModels, bins = 10): StrongCallCurve {
  const n = weak.length;
  const sorted = winRate.slice().sort();
  const edges = Array.from({ length: bins + 1 }, (_, bin) => linearQuantile(sorted, bin / bins));
  const distinct = edges.filter((edge, i) => i === 0 || edge !== edges[i - 1]);
  const points = distinct.map((edge, i) => {
    const strict = i === distinct.length - 1;
    let calls = 0;
    let total = 0;
    for (let query = 0; query < n; query++) {
      const isStrong = strict ? winRate[query]! > edge : winRate[query]! >= edge;
      calls += isStrong ? 1 : 0;
      total += isStrong ? strong[query]! : weak[query]!;
    }
    return { share: calls / n, quality: total / n };
  });
  points.reverse();
  return {
    share: Float64Array.from(points, (point) => point.share),
    quality: Float64Array.from(points, (point) => point.quality),
  };
}

/** Performance gap recovered (RouteLLM, arXiv 2406.18665, §3): 0 = the weak model, 1 = the strong one. */
export function pgr(quality: number, weak: number, strong: number): Figure {
  return strong > weak ? (quality - weak) / (strong - weak) : NO_GAP;
}

/** Average PGR over the share of strong calls: by area, against the flat lines of weak and strong. */
export function apgr(curve: StrongCallCurve, weak: number, strong: number): Figure {
  if (!(strong > weak)) return NO_GAP;
  const width = curve.share.at(-1)! - curve.share[0]!;
  if (width === 0) return { undefined: 'because the thresholds give one share of strong calls only' };
  return (areaUnder(curve) - weak * width) / ((strong - weak) * width);
}

/** Mean quality over the share of strong calls, by trapezoids. */
export function areaUnder({ share, quality }: StrongCallCurve): number {
  let area = 0;
  for (let i = 1; i < share.length; i++) {
    area += ((quality[i]! + quality[i - 1]!) / 2) * (share[i]! - share[i - 1]!);
  }
  return area;
}

/**
 * Call-performance threshold: the share of strong calls at which the curve first recovers `gap` of the quality gap.
 *
 * @param gap 0..1
 */
export function cpt(curve: StrongCallCurve, gap: number, weak: number, strong: number): Figure {
  if (!(strong > weak)) return NO_GAP;
  const target = weak + gap * (strong - weak);
  const { share, quality } = curve;
  const at = quality.findIndex((value) => value >= target);
  if (at < 0) return { undefined: `because no share of strong calls recovers ${gap * 100} % of the gap` };
  if (at === 0) return share[0]!;
  const part = (target - quality[at - 1]!) / (quality[at]! - quality[at - 1]!);
  return share[at - 1]! + part * (share[at]! - share[at - 1]!);
}

/**
 * CPT as RouteLLM's code has it: shares interpolated over qualities as if these were sorted (`numpy.interp`). Equal
 * to `cpt` on a rising curve, meaningless on any other.
 */
export function cptCodeCompatible(curve: StrongCallCurve, gap: number, weak: number, strong: number): Figure {
  if (!(strong > weak)) return NO_GAP;
  const target = weak + gap * (strong - weak);
  const { share, quality } = curve;
  const last = quality.length - 1;
  if (target > quality[last]!) return share[last]!;
  if (target < quality[0]!) return share[0]!;
  let from = 0;
  let to = quality.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (target >= quality[middle]!) from = middle + 1;
    else to = middle;
  }
  const at = from - 1;
  if (at === last || quality[at] === target) return share[at]!;
  const part = (target - quality[at]!) / (quality[at + 1]! - quality[at]!);
  return share[at]! + part * (share[at + 1]! - share[at]!);
}

/** Quality of the curve at a share of strong calls. */
export function qualityAtShare({ share, quality }: StrongCallCurve, at: number): number {
  const upper = share.findIndex((value) => value >= at);
  if (upper <= 0) return quality[Math.max(upper, 0)]!;
  const part = (at - share[upper - 1]!) / (share[upper]! - share[upper - 1]!);
  return quality[upper - 1]! + part * (quality[upper]! - quality[upper - 1]!);
}

/** Quantile by linear interpolation between order statistics, as pandas cuts its bins. */
function linearQuantile(sorted: Float64Array, p: number): number {
  const at = p * (sorted.length - 1);
  const below = Math.floor(at);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below]! + (at - below) * (sorted[above]! - sorted[below]!);
}

function sum(values: Float64Array): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i]!;
  return total;
}
