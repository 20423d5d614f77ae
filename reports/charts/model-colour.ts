/**
 * Colours for the models of a pool from cheap to dear: steps of viridis (Smith and van der Walt, 2015), which keeps its
 * order with every colour vision and in grey. Both ends are cut off, so that all stand out from black and white paper.
 */
const STOPS = ['#46327e', '#3b528b', '#2c728e', '#21918c', '#28ae80', '#5ec962', '#addc30', '#e7d52a'];

/** @param share 0 for the cheapest model, 1 for the dearest */
export function modelColour(share: number): string {
  const at = share * (STOPS.length - 1);
  const [a, b] = [STOPS[Math.floor(at)]!, STOPS[Math.ceil(at)]!];
  const mixed = [1, 3, 5].map((i) => {
    const [from, to] = [a, b].map((hex) => Number.parseInt(hex.slice(i, i + 2), 16)) as [number, number];
    return Math.round(from + (to - from) * (at % 1))
      .toString(16)
      .padStart(2, '0');
  });
  return `#${mixed.join('')}`;
}
