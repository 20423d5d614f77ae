import { BenchError } from '../../harness/bench-error.ts';
import { type Assessment, type Bill, FREE, type RouterSpec } from '../../harness/router.ts';
import { float64Part, indicesPart } from '../attachments.ts';
import { modelIndices, thenOthers } from '../model-indices.ts';
import type { DecisionParams, DecisionValue } from './decision-spec.ts';
import { rankOf } from './win-rate-ranks.ts';

/** What a router of decisions thinks of the request at `index` of its spec. */
export type AssessDecision = (index: number) => Assessment;

/**
 * Of a model that the decisions never name: no quality, at a length that makes it dearer than all others at any price.
 * Otherwise a low tradeoff would send requests to cheap models which the router does not know.
 */
const NEVER_QUALITY = 0;
const NEVER_TOKENS = 1e9;

/** @throws {BenchError} when the parts of the spec do not fit its parameters */
export function assessDecision(spec: RouterSpec): AssessDecision {
  const params = spec.params as DecisionParams;
  const bill = billOf(spec, params);
  const fallbacks = modelIndices(params.fallbacks, spec.models, 'precomputed: fallbacks');
  switch (params.value.as) {
    case 'decisions':
      return rankedDecision(spec, params, fallbacks, bill);
    case 'win-rates':
      return comparedDecision(spec, params, params.value, bill);
    case 'scores':
      return scoredDecision(spec, params, params.value, bill);
  }
}

function billOf(spec: RouterSpec, { billed, requests }: DecisionParams): (index: number) => Bill {
  if (!billed) return () => FREE;
  const usd = amounts(spec, 'usd', requests, Number.POSITIVE_INFINITY);
  const latencyMs = amounts(spec, 'latencyMs', requests, Number.POSITIVE_INFINITY);
  return (index) => ({ usd: usd[index]!, latencyMs: latencyMs[index]!, calls: 1 });
}

function rankedDecision(
  spec: RouterSpec,
  { file, requests }: DecisionParams,
  fallbacks: readonly number[],
  bill: (index: number) => Bill,
): AssessDecision {
  const decision = indicesPart(spec, 'decision', requests, spec.models.length);
  const rankings = spec.models.map((_, model) => thenOthers([model], fallbacks));
  return (index) => {
    const model = decision[index]!;
    return {
      kind: 'ranking',
      models: rankings[model]!,
      bill: bill(index),
      why: () => [`${file} decides for ${spec.models[model]}`],
    };
  };
}

/**
 * Win rates as scores: the rank r of a win rate among those of the training prompts, 0..1, is taken for the difference in
 * quality, (1 + r)/2 against (1 − r)/2. So the strong model is chosen where r is at least its additional cost over λ: at
 * equal additional costs a threshold on the win rate, which the tradeoff moves over the whole distribution, however
 * narrow. (RouteLLM chooses its thresholds by quantiles of win rates as well.)
 */
function comparedDecision(
  spec: RouterSpec,
  { file, requests }: DecisionParams,
  { strong, weak, ranks }: Extract<DecisionValue, { as: 'win-rates' }>,
  bill: (index: number) => Bill,
): AssessDecision {
  const winRate = amounts(spec, 'winRate', requests, 1);
  const pair = modelIndices([strong, weak], spec.models, 'precomputed: win rates') as [number, number];
  const outputTokens = lengthsOf(spec, pair);
  return (index) => {
    const rank = rankOf(winRate[index]!, ranks);
    const quality = new Float64Array(spec.models.length).fill(NEVER_QUALITY);
    quality[pair[0]] = (1 + rank) / 2;
    quality[pair[1]] = (1 - rank) / 2;
    const why = () => [
      `${file}: win rate ${winRate[index]!.toFixed(3)} of ${strong} over ${weak}, rank ${rank.toFixed(3)} among training prompts`,
    ];
    return { kind: 'scores', quality, outputTokens, bill: bill(index), why };
  };
}

function scoredDecision(
  spec: RouterSpec,
  { file, requests }: DecisionParams,
  { models }: Extract<DecisionValue, { as: 'scores' }>,
  bill: (index: number) => Bill,
): AssessDecision {
  const scored = modelIndices(models, spec.models, 'precomputed: scores');
  const scores = amounts(spec, 'scores', requests, 1, scored.length);
  const outputTokens = lengthsOf(spec, scored);
  return (index) => {
    const quality = new Float64Array(spec.models.length).fill(NEVER_QUALITY);
    scored.forEach((model, c) => {
      quality[model] = scores[index * scored.length + c]!;
    });
    const why = () => [
      `${file}: scores ${scored.map((model) => `${spec.models[model]} ${quality[model]!.toFixed(3)}`).join(', ')}`,
    ];
    return { kind: 'scores', quality, outputTokens, bill: bill(index), why };
  };
}

/** Predicted answer lengths: those of the models that the decisions are about, and none that pays for others. */
function lengthsOf(spec: RouterSpec, known: readonly number[]): Float64Array {
  const lengths = float64Part(spec, 'outputTokens', [spec.models.length]);
  return lengths.map((tokens, model) => (known.includes(model) ? tokens : NEVER_TOKENS));
}

/** A part of numbers 0..most. */
function amounts(spec: RouterSpec, name: string, rows: number, most: number, width?: number): Float64Array {
  const values = float64Part(spec, name, width === undefined ? [rows] : [rows, width]);
  if (values.every((value) => value >= 0 && value <= most && Number.isFinite(value))) return values;
  throw new BenchError(`precomputed: the attachment "${name}" must hold numbers ≥ 0${most === 1 ? ' and ≤ 1' : ''}`);
}
