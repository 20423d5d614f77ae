import type { CutText } from '../../harness/cut-text.ts';
import type { Scalar } from '../../harness/request.ts';

/** What every candidate did with every test prompt: what the browser of disagreements shows. Cells are prompts × models. */
export interface TestDecisions {
  readonly ids: readonly string[];
  readonly tasks: readonly string[];
  readonly models: readonly string[];
  /** 0..1 */
  readonly quality: Float64Array;
  readonly costUsd: Float64Array;
  /** NaN where it was not recorded. */
  readonly latencyMs: Float64Array;
  readonly routers: readonly RouterDecisions[];
  /** Of the first prompts; absent in a redacted run, and in one of a version that kept none. */
  readonly texts?: readonly PromptTexts[];
}

/** One router at its chosen operating point. */
export interface RouterDecisions {
  readonly name: string;
  /** Model of each prompt, −1 = refused. */
  readonly choices: ArrayLike<number>;
  /** Spent beside the answer that counts; absent in runs of older versions. */
  readonly billUsd?: ArrayLike<number>;
  readonly billLatencyMs?: ArrayLike<number>;
  /** Predicted quality, prompts × models; absent where the router predicts none. */
  readonly predicted?: ArrayLike<number>;
}

/** What was said to and by whom. */
export interface PromptTexts {
  readonly prompt: CutText;
  readonly metadata: Readonly<Record<string, Scalar>>;
  /** By model; `null` where the dataset has no text. */
  readonly answers: readonly (CutText | null)[];
  /** By router: a few lines. */
  readonly reasons: readonly (readonly string[])[];
}
