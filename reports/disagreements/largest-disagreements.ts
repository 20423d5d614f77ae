import type { TestDecisions } from './test-decisions.ts';

/** One candidate's decision about one prompt. */
export interface Decision {
  /** −1 = refused. */
  readonly model: number;
  readonly quality: number;
  /** Routing included. */
  readonly costUsd: number;
}

export interface Disagreement {
  /** Position among the test prompts. */
  readonly prompt: number;
  readonly a: Decision;
  readonly b: Decision;
}

/** The prompts on which a router chose another model than the reference: largest difference in quality first, then in cost. */
export function largestDisagreements(decisions: TestDecisions, router: number, reference: number): Disagreement[] {
  const all = decisions.ids.map((_, prompt) => ({
    prompt,
    a: routed(decisions, router, prompt),
    b: answered(decisions, reference, prompt, 0),
  }));
  const apart = ({ a, b }: Disagreement, of: 'quality' | 'costUsd') => Math.abs(a[of] - b[of]);
  return all
    .filter(({ a, b }) => a.model !== b.model)
    .sort((x, y) => apart(y, 'quality') - apart(x, 'quality') || apart(y, 'costUsd') - apart(x, 'costUsd'));
}

function routed(decisions: TestDecisions, router: number, prompt: number): Decision {
  const { choices, billUsd } = decisions.routers[router]!;
  return answered(decisions, choices[prompt]!, prompt, billUsd?.[prompt] ?? 0);
}

function answered({ models, quality, costUsd }: TestDecisions, model: number, prompt: number, bill: number): Decision {
  if (model < 0) return { model, quality: 0, costUsd: bill };
  const cell = prompt * models.length + model;
  return { model, quality: quality[cell]!, costUsd: costUsd[cell]! + bill };
}
