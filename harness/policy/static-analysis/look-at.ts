import type { Model, ModelMask } from '../../model.ts';
import { constraintCheck } from '../constraints.ts';
import { type Dimension, speaksOf } from './dimensions.ts';
import type { AnalysisInput } from './policy-analysis.ts';
import { projected } from './projected.ts';

/** What constraints say of a combination. */
export interface Looked {
  /** Of each constraint. */
  readonly verdicts: readonly { readonly mask: ModelMask; readonly undecided: boolean }[];
  /** Whom they leave together. */
  readonly allowed: ModelMask;
}

/** Constraints as a function of a combination's values; the result of one call is overwritten by the next. */
export function lookAt(
  { constraints, pool, metadata }: AnalysisInput,
  dimensions: readonly Dimension[],
): (values: Uint32Array) => Looked {
  const verdictsAt = constraints.map((constraint) => {
    const check = constraintCheck([constraint], pool as readonly Model[], metadata);
    return projected(
      dimensions,
      ({ name }) => speaksOf(constraint.allow, name),
      ({ request, live }) => {
        const { mask, verdicts } = check(request, live);
        return { mask, undecided: verdicts[0]!.denied.some(({ error }) => error !== undefined) };
      },
    );
  });
  const verdicts: Looked['verdicts'][number][] = [];
  const allowed = new Uint8Array(pool.length);
  return (values) => {
    allowed.fill(1);
    for (let c = 0; c < verdictsAt.length; c++) {
      verdicts[c] = verdictsAt[c]!(values);
      const { mask } = verdicts[c]!;
      for (let m = 0; m < allowed.length; m++) allowed[m]! &= mask[m]!;
    }
    return { verdicts, allowed };
  };
}
