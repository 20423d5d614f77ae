import { z } from 'zod';
import { BenchError } from '../harness/bench-error.ts';
import type { OutcomeTable } from '../harness/outcome-table.ts';
import type { RouteRequest, Scalar } from '../harness/request.ts';
import { type Means, meanOutcomes, OutcomeSums, type Outcomes } from './outcome-means.ts';

/** Towards what few observations are shrunk: the mean of all training rows, or of those with the same metadata value. */
export type ShrinkTo = 'mean' | { readonly metadata: string };

const meansSchema = z.strictObject({ quality: z.array(z.number()), outputTokens: z.array(z.number()) });

/** As it stands in a spec. */
export const shrinkTargetSchema = z.strictObject({
  overall: meansSchema,
  /** The metadata field and the means of each of its values. */
  field: z.string().optional(),
  values: z.array(meansSchema.extend({ value: z.union([z.string(), z.number(), z.boolean()]) })),
});
export type ShrinkTargetSpec = z.infer<typeof shrinkTargetSchema>;

/** Few rows with a value say little about it: its means are themselves shrunk to the overall ones. */
const ROWS_OF_OVERALL_MEAN = 10;

/**
 * @throws {BenchError} where no training request has the field
 */
export function fitShrinkTarget(to: ShrinkTo, train: OutcomeTable, outcomes: Outcomes): ShrinkTargetSpec {
  const overall = meanOutcomes(outcomes);
  if (to === 'mean') return { overall: plain(overall), values: [] };
  const sums = new Map<Scalar, OutcomeSums>();
  train.examples.forEach(({ request }, row) => {
    const value = fieldOf(request, to.metadata);
    if (value === undefined) return;
    if (!sums.has(value)) sums.set(value, new OutcomeSums(outcomes.width));
    sums.get(value)!.add(outcomes, row);
  });
  if (sums.size === 0) throw unknownField(to.metadata, train);
  const values = [...sums].map(([value, sum]) => ({ value, ...plain(sum.shrunk(ROWS_OF_OVERALL_MEAN, overall)) }));
  return { overall: plain(overall), field: to.metadata, values };
}

/**
 * The prior of a request: the means of its metadata value where that was seen, else the overall ones.
 *
 * @throws {BenchError} where the means are not those of `width` models
 */
export function shrinkTarget(spec: ShrinkTargetSpec, width: number): (request: RouteRequest) => Means {
  checkWidths(spec, width);
  const overall = typed(spec.overall);
  const byValue = new Map<Scalar, Means>(spec.values.map((means) => [means.value, typed(means)]));
  const { field } = spec;
  if (field === undefined) return () => overall;
  return (request) => {
    const value = fieldOf(request, field);
    return (value === undefined ? undefined : byValue.get(value)) ?? overall;
  };
}

function checkWidths({ overall, values }: ShrinkTargetSpec, width: number): void {
  for (const { quality, outputTokens } of [overall, ...values]) {
    if (quality.length !== width || outputTokens.length !== width) {
      throw new BenchError(
        `shrink target: means of ${quality.length} and ${outputTokens.length} models, not ${width}`,
        {
          hint: 'The policy was altered or is incomplete: fit and save it again.',
        },
      );
    }
  }
}

function fieldOf({ metadata }: RouteRequest, field: string): Scalar | undefined {
  return Object.hasOwn(metadata, field) ? metadata[field] : undefined;
}

function plain({ quality, outputTokens }: Means): { quality: number[]; outputTokens: number[] } {
  return { quality: [...quality], outputTokens: [...outputTokens] };
}

function typed(means: z.infer<typeof meansSchema>): Means {
  return { quality: Float64Array.from(means.quality), outputTokens: Float64Array.from(means.outputTokens) };
}

function unknownField(field: string, train: OutcomeTable): BenchError {
  const fields = new Set(train.examples.flatMap(({ request }) => Object.keys(request.metadata)));
  return new BenchError(`shrinkTo: no training request has the metadata field "${field}"`, {
    hint: fields.size > 0 ? `Fields: ${[...fields].join(', ')}.` : 'The dataset has no metadata: use shrinkTo "mean".',
  });
}
