import type { ShipCount, Ships } from './ships-schema.ts';

/** How often each candidate ships, the most frequent first, ties by name. Mixtures of single models, whose shares vary, count as one. */
export function countShips(all: readonly Ships[]): ShipCount[] {
  const counts = new Map<string, ShipCount>();
  for (const ships of all) {
    const { candidate, kind } = ships.kind === 'mixture' ? { ...ships, candidate: 'mixture of models' } : ships;
    const key = `${kind} ${candidate}`;
    counts.set(key, { candidate, kind, times: (counts.get(key)?.times ?? 0) + 1 });
  }
  return [...counts.values()].sort((a, b) => b.times - a.times || (a.candidate < b.candidate ? -1 : 1));
}
