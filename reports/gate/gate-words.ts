import type { Flip, GateComparison, GateResult, TestedCriterion, Violation } from '../../harness/gate/gate-result.ts';
import { counted, decimal, listWords, milliseconds, percent, pointsNumber, usdPer1000 } from '../format.ts';
import { plainText } from '../plain-text.ts';

/** Longest id in a report. */
const LONGEST_ID = 60;

/** What a criterion is called, and in which unit its values stand. */
export const CRITERION_TITLE = {
  quality: 'quality',
  cost: 'cost per 1,000 queries',
  latency: 'latency',
  accuracy: 'routing accuracy',
} as const;

/** The verdict in a sentence. */
export function gateHeadline(result: GateResult): string {
  if (result.status === 'not-comparable') {
    return `Not comparable with the baseline: ${result.because.map(({ words }) => plainText(words, 400)).join('; ')}.`;
  }
  const { criteria, violations, prompts } = result;
  const failed: string[] = criteria.filter(({ regression }) => regression).map(({ name }) => name);
  if (violations.fresh.length > 0) failed.push('constraints');
  const over = `over ${counted(prompts, 'test prompt')}`;
  if (failed.length === 0) return `No regression ${over}.`;
  return `Regression of ${listWords(failed)} ${over}.`;
}

/** A value of a criterion, for people. */
export function criterionValue({ name }: Pick<TestedCriterion, 'name'>, value: number): string {
  if (name === 'cost') return usdPer1000(value);
  if (name === 'latency') return milliseconds(value);
  return name === 'accuracy' ? percent(value) : decimal(value, 4);
}

/** A harm or margin: points of a hundred, or a share of what it was. */
export function harmWords({ relative }: Pick<TestedCriterion, 'relative'>, harm: number): string {
  return relative ? `${decimal(100 * harm, 1)} %` : `${pointsNumber(harm).replace('+', '')} points`;
}

/** What the numbers of a criterion mean, in a sentence. */
export function criterionSentence(criterion: TestedCriterion): string {
  const { harm, bound, margin, regression } = criterion;
  const words = (value: number) => harmWords(criterion, value);
  if (harm.value <= 0) {
    return `${harm.value === 0 ? 'unchanged' : `better by ${words(-harm.value)}`}; margin ${words(margin)}`;
  }
  const how = `worse by ${words(harm.value)}, at least ${words(bound)} with 95 % confidence`;
  return regression ? `${how}, beyond the margin of ${words(margin)}` : `${how}; margin ${words(margin)}`;
}

export function flipWords({ id, from, to, quality, costUsd }: Flip): string {
  const change = `quality ${signedPoints(quality)}, cost ${costUsd >= 0 ? '+' : ''}${usdPer1000(costUsd)} per 1,000`;
  return `${idWords(id)}: ${modelWords(from)} → ${modelWords(to)} (${change})`;
}

export function violationWords({ id, model, constraints }: Violation): string {
  return `${idWords(id)} goes to ${modelWords(model)}, against ${counted(constraints, 'constraint')}`;
}

/** Prompts that were merely added, where there are any. */
export function addedWords({ added, prompts }: GateComparison): string | undefined {
  const { train, validate, test } = added;
  if (train + validate + test === 0) return undefined;
  return `${counted(train + validate + test, 'prompt')} were added (${train} to train, ${validate} to validate, ${test} to test): compared on the ${counted(prompts, 'test prompt')} that the baseline has.`;
}

export function idWords(id: string): string {
  return plainText(id, LONGEST_ID);
}

export function modelWords(model: string | null): string {
  return model === null ? '(refused)' : plainText(model, LONGEST_ID);
}

function signedPoints(value: number): string {
  return `${pointsNumber(value)} points`;
}
