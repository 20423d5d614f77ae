import { mean } from '../../statistics/mean-estimate.ts';
import type { CostQuality } from '../figures-schema.ts';
import { type Path, type PathStep, valuesAt } from './path.ts';

/** A point of a path: where it is, its means on validate, and its values per query. */
export interface SelectedPoint<Place> extends CostQuality {
  readonly place: Place;
  readonly values: QueryValues;
}

/** Per query of validate; of a mixture the expectation. */
export interface QueryValues {
  readonly quality: Float64Array;
  readonly costUsd: Float64Array;
}

/** What validate says of one path. */
export interface PathSelection<Place> {
  readonly tested: number;
  readonly certified: number;
  /** The certified point that serves the objective best; absent where none was certified. */
  readonly chosen?: SelectedPoint<Place>;
  /** The first point that could not be certified. */
  readonly stoppedAt?: CostQuality;
}

export function selectedAt<Place>(path: Path<Place>, step: PathStep): SelectedPoint<Place> {
  const values = { quality: valuesAt(path, step, 'quality'), costUsd: valuesAt(path, step, 'costUsd') };
  return { place: path.placeOf(step), values, costUsd: mean(values.costUsd), quality: mean(values.quality) };
}
