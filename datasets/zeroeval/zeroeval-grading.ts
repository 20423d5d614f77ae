import type { Grading } from '../../harness/outcome-table.ts';

export const ZEROEVAL_TASKS = ['gsm', 'crux', 'math-l5'] as const;
export type ZeroEvalTask = (typeof ZEROEVAL_TASKS)[number];

/** `zeroeval-compatible` reproduces the published accuracies; `signalbox` is our own, more careful rule. */
export const ZEROEVAL_RULES = ['zeroeval-compatible', 'signalbox'] as const;
export type ZeroEvalRule = (typeof ZEROEVAL_RULES)[number];

/** The one of the two rules that is not `rule`. */
export function otherRule(rule: ZeroEvalRule): ZeroEvalRule {
  return rule === 'signalbox' ? 'zeroeval-compatible' : 'signalbox';
}

/** How the answers to one prompt are graded, whatever the model. */
export function zeroEvalGrading(rule: ZeroEvalRule, task: ZeroEvalTask, answer: string): Grading {
  if (rule === 'signalbox') {
    const compare = task === 'crux' ? 'python-literal' : 'numeric';
    return { grader: 'stated-answer', reference: answer, options: { compare } };
  }
  const compare = task === 'crux' ? 'text' : 'number';
  return { grader: 'zeroeval-compatible', reference: answer, options: { compare } };
}

/** The same for one model: the published rule reads `\boxed{}` in answers of Llama-3.1 models only. */
export function gradingForModel(grading: Grading, model: string): Grading {
  if (grading.grader !== 'zeroeval-compatible' || !model.includes('Llama-3.1')) return grading;
  return { ...grading, options: { ...grading.options, boxed: true } };
}
