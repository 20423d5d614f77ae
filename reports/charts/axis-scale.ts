/** One axis: its domain, its ticks, and where a value stands in pixels. */
export interface AxisScale {
  readonly kind: 'log' | 'linear';
  readonly domain: readonly [number, number];
  readonly ticks: readonly number[];
  /** 0 at the low end of the domain, `length` at the high end. */
  at(value: number): number;
}

/** From this ratio of costs on, a linear axis would press the cheap half of the pool into one corner. */
const LOG_FROM_RATIO = 8;

/**
 * An axis around the values, with a little room at both ends.
 *
 * @param kind `auto` takes the logarithm where all values are above zero and span a factor of eight
 */
export function axisScale(
  values: readonly number[],
  length: number,
  kind: 'auto' | 'log' | 'linear',
  ticks = 8,
): AxisScale {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const log = low > 0 && (kind === 'log' || (kind === 'auto' && high / low >= LOG_FROM_RATIO));
  return log ? logScale(low, high, length, ticks) : linearScale(low, high, length, ticks);
}

function logScale(low: number, high: number, length: number, wanted: number): AxisScale {
  const room = Math.max(0.04 * Math.log(high / low), 0.1);
  const domain: readonly [number, number] = [low * Math.exp(-room), high * Math.exp(room)];
  const span = Math.log(domain[1] / domain[0]);
  return {
    kind: 'log',
    domain,
    ticks: logTicks(domain, wanted),
    at: (value) => (length * Math.log(value / domain[0])) / span,
  };
}

function linearScale(low: number, high: number, length: number, wanted: number): AxisScale {
  const room = 0.04 * (high - low) || Math.abs(high) * 0.1 || 1;
  const domain: readonly [number, number] = [low < 0 ? low - room : Math.max(0, low - room), high + room];
  const span = domain[1] - domain[0];
  return {
    kind: 'linear',
    domain,
    ticks: linearTicks(domain, wanted),
    at: (value) => (length * (value - domain[0])) / span,
  };
}

/** 1, 2, 5 of every decade; fewer where that is too many. */
function logTicks([low, high]: readonly [number, number], wanted: number): number[] {
  for (const digits of [[1, 2, 5], [1, 3], [1]]) {
    const ticks = decades(low, high).flatMap((decade) => digits.map((digit) => Number(`${digit}e${decade}`)));
    const inside = ticks.filter((tick) => tick >= low && tick <= high);
    if (inside.length <= wanted || digits.length === 1) return inside;
  }
  return [];
}

function decades(low: number, high: number): number[] {
  const first = Math.floor(Math.log10(low));
  return Array.from({ length: Math.ceil(Math.log10(high)) - first + 1 }, (_, i) => first + i);
}

function linearTicks([low, high]: readonly [number, number], wanted: number): number[] {
  const raw = (high - low) / wanted;
  const decade = 10 ** Math.floor(Math.log10(raw));
  const step = decade * [1, 2, 5, 10].find((digit) => digit * decade >= raw)!;
  const first = Math.ceil(low / step);
  return Array.from({ length: Math.floor(high / step) - first + 1 }, (_, i) =>
    Number(((first + i) * step).toPrecision(12)),
  );
}
