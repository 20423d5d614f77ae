import type { OutcomeTable } from '../../outcome-table.ts';
import type { Setting } from '../setting.ts';
import { referenceLastPoint } from './last-point.ts';
import type { PoolFacts } from './roi-schema.ts';

/** What is worth saying of the pool before any router is looked at. */
export function poolFacts(setting: Setting): PoolFacts {
  return { identical: identicalModels(setting.input.table), referenceLastPoint: referenceLastPoint(setting) };
}

/**
 * Models with the same grade on every query: routing between them changes nothing but the cost, and they are one baseline.
 *
 * @param table complete rows
 */
export function identicalModels({ models, quality, costUsd }: OutcomeTable): PoolFacts['identical'] {
  const width = models.length;
  const isSame = (column: Float64Array, a: number, b: number) => {
    for (let row = 0; row < column.length; row += width) if (column[row + a] !== column[row + b]) return false;
    return true;
  };
  const groups: number[][] = [];
  for (let model = 0; model < width; model++) {
    const twin = groups.find(([first]) => isSame(quality, first!, model));
    if (twin === undefined) groups.push([model]);
    else twin.push(model);
  }
  return groups
    .filter((group) => group.length > 1)
    .map((group) => ({
      models: group.map((model) => models[model]!.id),
      sameCost: group.every((model) => isSame(costUsd, group[0]!, model)),
    }));
}
