export { type RouterBenchOptions, routerBench } from '../routerbench.ts';
