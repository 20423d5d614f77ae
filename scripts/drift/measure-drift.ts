import type { DriftReport } from '../../harness/drift/drift-schema.ts';
import { takeRows } from '../../harness/outcome-table.ts';
import type { Progress } from '../progress.ts';
import { compareSides, type DriftOptions, type DriftTools } from './compare-sides.ts';
import { type DriftSample, driftSample } from './drift-sample.ts';
import type { DriftSide } from './drift-side.ts';
import { driftVerdict, FEWEST_PROMPTS, withheldVerdict } from './drift-verdict.ts';

/**
 * Compares the prompts of two sides as a router fitted to the first would see them. Deterministic: same sides, same
 * options, same report. Of fewer than 50 independent prompts a side nothing is said but that.
 */
export async function measureDrift(
  a: DriftSide,
  b: DriftSide,
  tools: DriftTools,
  options: DriftOptions,
  progress: Progress,
): Promise<DriftReport> {
  const { seed, sample } = options;
  const sampleA = driftSample(a.table.examples, sample, seed);
  const sampleB = driftSample(b.table.examples, sample, seed + 1);
  const sides = { a: sideFacts(a, sampleA), b: sideFacts(b, sampleB) };
  const embedder = tools.embedder.fingerprint;
  const common = { schema: 'signalbox/drift', version: 1, ...sides, seed, embedder } as const;
  const read = [...a.notes, ...b.notes];
  if (Math.min(sides.a.used, sides.b.used) < FEWEST_PROMPTS) {
    return { ...common, verdict: withheldVerdict(sides), notes: read };
  }
  const pair = { a: takeRows(a.table, sampleA.rows), b: takeRows(b.table, sampleB.rows), wholeA: a.table };
  const { findings, notes } = await compareSides(pair, tools, options, progress);
  progress.end();
  return { ...common, verdict: driftVerdict(findings, sides), findings, notes: [...read, ...notes] };
}

function sideFacts({ name, kind, table }: DriftSide, { rows, units }: DriftSample): DriftReport['a'] {
  return { name, kind, prompts: table.examples.length, units, used: rows.length };
}
