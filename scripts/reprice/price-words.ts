import { basename } from 'node:path';
import type { NewPrices } from './price-changes.ts';

/** New prices in words: `prices.json, on 2026-06-01, sim-large × 4`. File names without their folders, which say nothing. */
export function priceWords(paths: readonly string[], { date, batch, keep = [], scale = new Map() }: NewPrices): string {
  return [
    ...paths.map((path) => basename(path)),
    ...(date === undefined ? [] : [`on ${date}`]),
    ...(batch ? ['batch rates'] : []),
    ...keep.map((id) => `${id} as it was`),
    ...Array.from(scale, ([id, factor]) => `${id} × ${factor}`),
  ].join(', ');
}
