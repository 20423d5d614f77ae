import type { CostQuality } from './figures-schema.ts';

/** A point, vertex or mixture without what else it carries. */
export function toCostQuality({ costUsd, quality }: CostQuality): CostQuality {
  return { costUsd, quality };
}
