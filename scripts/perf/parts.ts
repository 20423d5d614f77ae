import type { Figure } from './figure.ts';

export const GROUPS = [
  'embed',
  'routers',
  'evaluate',
  'studies',
  'gate',
  'datasets',
  'record',
  'report',
  'runtime',
] as const;
export type Group = (typeof GROUPS)[number];

export interface Part {
  readonly name: string;
  readonly group: Group;
  measure(): Promise<Figure[]>;
}

/** What runs in a process of its own, so that peaks of memory are those of the part and of nothing before it. */
export const PARTS: readonly Part[] = [
  { name: 'embed', group: 'embed', measure: async () => (await import('./embed.ts')).perfEmbed() },
  { name: 'knn-run', group: 'routers', measure: async () => (await import('./knn-run.ts')).perfKnnRun() },
  { name: 'routers', group: 'routers', measure: async () => (await import('./routers.ts')).perfRouters() },
  { name: 'evaluate', group: 'evaluate', measure: async () => (await import('./evaluate.ts')).perfEvaluate() },
  {
    name: 'full metrics',
    group: 'evaluate',
    measure: async () => (await import('./full-metrics.ts')).perfFullMetrics(),
  },
  { name: 'reprice', group: 'evaluate', measure: async () => (await import('./reprice.ts')).perfReprice() },
  { name: 'studies', group: 'studies', measure: async () => (await import('./studies.ts')).perfStudies() },
  { name: 'gate', group: 'gate', measure: async () => (await import('./gate.ts')).perfGate() },
  { name: 'datasets', group: 'datasets', measure: async () => (await import('./datasets.ts')).perfDatasets() },
  { name: 'recorder', group: 'record', measure: async () => (await import('./recorder.ts')).perfRecorder() },
  { name: 'cache', group: 'record', measure: async () => (await import('./response-cache.ts')).perfResponseCache() },
  { name: 'large cache', group: 'record', measure: async () => (await import('./response-cache.ts')).perfLargeCache() },
  { name: 'report', group: 'report', measure: async () => (await import('./report.ts')).perfReport() },
  { name: 'runtime', group: 'runtime', measure: async () => (await import('./runtime.ts')).perfRuntime() },
];
