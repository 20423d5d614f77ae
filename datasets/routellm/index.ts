export { routeLlmGsm8k } from './gsm8k.ts';
export { routeLlmMmlu } from './mmlu.ts';
export { routeLlmMtBench } from './mt-bench.ts';
export type { RouteLlmOptions } from './routellm-dataset.ts';
