import type { EvaluationInput } from '../../harness/evaluate/evaluation-input.ts';
import type { Results } from '../../harness/evaluate/results.ts';
import type {
  FlipDirection,
  FlipOrNone,
  PriceFlip,
  PriceFlips,
} from '../../harness/evaluate/roi/price-flips-schema.ts';
import { type Shipped, shippedCandidate } from '../../harness/evaluate/shipped-candidate.ts';
import type { ModelId } from '../../harness/model.ts';
import { priceChanges } from './price-changes.ts';
import { pricedModels, repriceInput } from './reprice-input.ts';

/** Factors of the price that are tried first; between the first that changes something and the one before, halves. */
const STEPS = [2, 4, 8, 16];
/** Halvings on the log scale: 2^(1/32), so that a factor is known to about 2 %. */
const HALVINGS = 5;

/**
 * How far the price of a model can move, all else equal, before something else ships: every price is decided anew, as
 * `signalbox reprice --scale` does. Of the policy's favourite, the reference model and the dearest one. The nearest change
 * in each direction; a change that is undone between two of the factors 2, 4, 8 and 16 is not seen.
 */
export function priceFlips(
  input: EvaluationInput,
  results: Results,
  onProgress: (done: number, total: number) => void = () => {},
): PriceFlips {
  const lean = { ...input, candidates: input.candidates.map(({ shuffled: _, ...candidate }) => candidate) };
  const asked = askedModels(results);
  return [...asked].map(([model, roles], i): PriceFlip => {
    onProgress(i, asked.size);
    return { model, roles, flips: flipsOf(model, lean, results) };
  });
}

function askedModels({ policy, models, referenceModel }: Results): Map<ModelId, PriceFlip['roles']> {
  const largest = (values: readonly number[]) => models[values.indexOf(Math.max(...values))]!.id;
  const asked = new Map<ModelId, PriceFlip['roles']>();
  const add = (model: ModelId, role: PriceFlip['roles'][number]) =>
    void asked.set(model, [...(asked.get(model) ?? []), role]);
  add(largest(policy.chosen.shares), 'favourite');
  add(referenceModel, 'reference');
  add(largest(models.map(({ trainCostUsd }) => trainCostUsd)), 'dearest');
  return asked;
}

function flipsOf(model: ModelId, input: EvaluationInput, { policy, models }: Results): PriceFlip['flips'] {
  if (models.find(({ id }) => id === model)!.trainCostUsd === 0) return { undefined: 'because it costs nothing' };
  const shippedAt = remembered((factor) => shippedCandidate(atFactor(input, model, factor)));
  if (shippedAt(1).candidate !== policy.candidate) {
    throw new Error(`${shippedAt(1).candidate} would ship, and ${policy.candidate} does`);
  }
  return {
    rise: flipsTowards(STEPS, shippedAt),
    fall: flipsTowards(
      STEPS.map((factor) => 1 / factor),
      shippedAt,
    ),
  };
}

function atFactor(input: EvaluationInput, model: ModelId, factor: number): EvaluationInput {
  return repriceInput(input, priceChanges(pricedModels(input), { scale: new Map([[model, factor]]) }));
}

function remembered<T>(of: (factor: number) => T): (factor: number) => T {
  const known = new Map<number, T>();
  return (factor) => {
    const value = known.has(factor) ? known.get(factor)! : of(factor);
    known.set(factor, value);
    return value;
  };
}

function flipsTowards(factors: readonly number[], shippedAt: (factor: number) => Shipped): FlipDirection {
  const now = shippedAt(1);
  return {
    verdict: firstFlip(factors, shippedAt, ({ kind }) => (kind === 'router') !== (now.kind === 'router')),
    candidate: firstFlip(factors, shippedAt, (shipped) => nameOf(shipped) !== nameOf(now)),
  };
}

/** A mixture of the same models in other shares is no other candidate. */
function nameOf({ kind, candidate, models }: Shipped): string {
  return JSON.stringify(kind === 'router' ? candidate : models);
}

function firstFlip(
  factors: readonly number[],
  shippedAt: (factor: number) => Shipped,
  differs: (shipped: Shipped) => boolean,
): FlipOrNone {
  let unchangedAt = 1;
  for (const factor of factors) {
    if (differs(shippedAt(factor))) return halved(unchangedAt, factor, shippedAt, differs);
    unchangedAt = factor;
  }
  return { unchangedTo: unchangedAt };
}

function halved(
  from: number,
  to: number,
  shippedAt: (factor: number) => Shipped,
  differs: (shipped: Shipped) => boolean,
): FlipOrNone {
  let [unchangedAt, changedAt] = [from, to];
  for (let i = 0; i < HALVINGS; i++) {
    const middle = Math.sqrt(unchangedAt * changedAt);
    if (differs(shippedAt(middle))) changedAt = middle;
    else unchangedAt = middle;
  }
  const { candidate, kind } = shippedAt(changedAt);
  return { unchangedAt, changedAt, candidate, kind };
}
