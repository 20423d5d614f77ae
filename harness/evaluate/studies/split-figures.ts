import { type Quartiles, quartiles } from '../../statistics/quartiles.ts';
import { countShips } from './count-ships.ts';
import type { SplitRun, Splits } from './splits-schema.ts';

/**
 * How much a verdict owes to the luck of the split. The splits share their queries, so that quartiles over them describe
 * this dataset; they are no interval for others.
 *
 * @param runs at least one, the run's own first
 */
export function splitFigures(runs: readonly SplitRun[], failed: Splits['failed']): Splits {
  const policies = runs.map(({ policy }) => policy);
  return {
    runs: [...runs],
    failed: [...failed],
    routers: routersOf(runs),
    ships: countShips(policies),
    delivered: {
      costSaved: definedQuartiles(
        policies.flatMap(({ costSaved }) => (typeof costSaved === 'number' ? [costSaved] : [])),
        'no split has a reference model that costs anything',
      ),
      qualityGained: quartiles(policies.map(({ qualityGained }) => qualityGained.value)),
    },
    optimism: {
      quality: quartiles(policies.map(({ promised, delivered }) => delivered.quality - promised.quality)),
      cost: definedQuartiles(
        policies.flatMap(({ promised, delivered }) =>
          promised.costUsd > 0 ? [delivered.costUsd / promised.costUsd - 1] : [],
        ),
        'what ships costs nothing',
      ),
    },
    broken: brokenPromises(policies),
  };
}

function routersOf(runs: readonly SplitRun[]): Splits['routers'] {
  const values = new Map<string, number[]>();
  for (const { routers } of runs) {
    for (const { name, aiqMinusZero } of routers) {
      const own = values.get(name);
      if (own === undefined) values.set(name, [aiqMinusZero]);
      else own.push(aiqMinusZero);
    }
  }
  return Array.from(values, ([name, own]) => ({
    name,
    splits: own.length,
    aiqMinusZero: quartiles(own),
    aboveZero: own.filter((value) => value > 0).length / own.length,
  }));
}

function definedQuartiles(values: readonly number[], why: string): Quartiles | { undefined: string } {
  return values.length === 0 ? { undefined: `because ${why}` } : quartiles(values);
}

function brokenPromises(policies: readonly SplitRun['policy'][]): Splits['broken'] {
  const claims = policies.flatMap(({ broken }) => broken ?? []);
  if (claims.length === 0) return { undefined: 'because the objective claims nothing that one number could break' };
  const splits = claims.filter((broken) => broken).length;
  return { splits, of: claims.length, share: splits / claims.length };
}
