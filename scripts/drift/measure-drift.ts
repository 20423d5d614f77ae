import { domainClassifier } from '../../harness/drift/domain-classifier.ts';
import type { DriftFindings, DriftReport } from '../../harness/drift/drift-schema.ts';
import { kernelTest } from '../../harness/drift/kernel-test.ts';
import { MUCH_DENSER, newPrompts } from '../../harness/drift/new-prompts.ts';
import { KTH_NEIGHBOUR, QUANTILE, reach } from '../../harness/drift/reach.ts';
import { relabellings } from '../../harness/drift/relabellings.ts';
import { type ShareShift, shareShift } from '../../harness/drift/share-shift.ts';
import { fitPromptText, promptText } from '../../harness/embed/prompt-text.ts';
import { type OutcomeTable, takeRows } from '../../harness/outcome-table.ts';
import { holm } from '../../harness/statistics/holm.ts';
import type { Embedder, Tools } from '../../harness/tools.ts';
import { plainText } from '../../reports/plain-text.ts';
import type { Progress } from '../progress.ts';
import { driftExpectation } from './drift-expectation.ts';
import { type DriftSample, driftSample } from './drift-sample.ts';
import type { DriftSide } from './drift-side.ts';
import { driftTraits } from './drift-traits.ts';
import { driftVerdict, FEWEST_PROMPTS, withheldVerdict } from './drift-verdict.ts';
import { newClusters } from './new-clusters.ts';

export interface DriftOptions {
  /** Prompts of a side that are looked at, at most. */
  readonly sample: number;
  /** Relabellings of the permutation tests. */
  readonly permutations: number;
  readonly seed: number;
  /** Leave prompts out of the report. */
  readonly redact: boolean;
}

/** What a test needs to count as drift, over the whole family. */
const LEVEL = 0.05;
const LONGEST_EXAMPLE = 160;

/**
 * Compares the prompts of two sides as a router fitted to the first would see them.
 *
 * Deterministic: same sides, same options, same report.
 */
export async function measureDrift(
  a: DriftSide,
  b: DriftSide,
  tools: Tools & { readonly embedder: Embedder },
  options: DriftOptions,
  progress: Progress,
): Promise<DriftReport> {
  const samples = [a, b].map(({ table }, i) => driftSample(table.examples, options.sample, options.seed + i));
  const sides = { a: sideFacts(a, samples[0]!), b: sideFacts(b, samples[1]!) };
  const common = { schema: 'signalbox/drift', version: 1, ...sides, seed: options.seed } as const;
  const { fingerprint } = tools.embedder;
  const read = [...a.notes, ...b.notes];
  if (Math.min(sides.a.used, sides.b.used) < FEWEST_PROMPTS) {
    return { ...common, embedder: fingerprint, verdict: withheldVerdict(sides), notes: read };
  }
  const tableA = takeRows(a.table, samples[0]!.rows);
  const tableB = takeRows(b.table, samples[1]!.rows);
  const { findings, notes } = await compare(a.table, tableA, tableB, tools, options, progress);
  progress.end();
  const verdict = driftVerdict(findings, sides);
  return { ...common, embedder: fingerprint, verdict, findings, notes: [...read, ...notes] };
}

function sideFacts({ name, kind, table }: DriftSide, { rows, units }: DriftSample): DriftReport['a'] {
  return { name, kind, prompts: table.examples.length, units, used: rows.length };
}

async function compare(
  whole: OutcomeTable,
  a: OutcomeTable,
  b: OutcomeTable,
  tools: Tools & { readonly embedder: Embedder },
  { permutations, seed, redact }: DriftOptions,
  progress: Progress,
): Promise<{ findings: DriftFindings; notes: readonly string[] }> {
  const { embedder } = tools;
  const { dimensions } = embedder;
  const sizeA = a.examples.length;
  const sizeB = b.examples.length;
  const both = [...a.examples, ...b.examples];
  const text = fitPromptText(whole.examples);
  const vectors = await embedder.embed(
    both.map(({ request }) => promptText(request, text)),
    progress.stage(`embedding ${both.length} prompts`),
  );
  progress.stage('two-sample tests');
  const relabelled = relabellings(sizeA + sizeB, sizeA, permutations, seed);
  const kernel = kernelTest(vectors, dimensions, sizeA, relabelled);
  const { traits, notes } = driftTraits(a.examples, b.examples, tools);
  const shifts = traits.map((trait) => shareShift(trait, sizeA, relabelled));
  progress.stage('domain classifier');
  const classifier = domainClassifier(vectors, dimensions, sizeA, seed);
  progress.stage('neighbours');
  const found = await reach(vectors, dimensions, sizeA);
  const { densityRatio } = classifier;
  const { rows, ...shares } = newPrompts(found, densityRatio.subarray(sizeA));
  const clusters = await newClusters(vectors.subarray(sizeA * dimensions), dimensions, rows, seed);
  // What B's own prompts share would hide what sets them apart.
  const shown = fitPromptText(b.examples);
  const example = (row: number) => plainText(promptText(b.examples[row]!.request, shown), LONGEST_EXAMPLE);
  const ratioA = densityRatio.subarray(0, sizeA);
  const expected = driftExpectation({ a, b, reach: found, densityRatio: ratioA, newShare: shares.share });
  const findings = {
    permutations,
    level: LEVEL,
    tests: tests(kernel, shifts),
    classifierAuc: classifier.auc,
    traits: shifts.map(({ name, movers }) => ({ name, movers: [...movers] })),
    newPrompts: {
      ...shares,
      neighbour: KTH_NEIGHBOUR,
      threshold: found.threshold,
      expectedFar: Number((1 - QUANTILE).toFixed(6)),
      times: MUCH_DENSER,
      clusters: clusters.map(({ size, typical }) => ({
        size,
        share: size / sizeB,
        examples: redact ? [] : typical.map(example),
      })),
    },
    ...(expected === undefined ? {} : { expected }),
  };
  return { findings, notes };
}

function tests(
  { mmdSquared, p }: { readonly mmdSquared: number; readonly p: number },
  shifts: readonly ShareShift[],
): DriftFindings['tests'] {
  const all = [
    { of: PROMPTS, statistic: 'MMD²' as const, value: mmdSquared, p },
    ...shifts.map(({ name, chiSquared, p }) => ({ of: name, statistic: 'χ²' as const, value: chiSquared, p })),
  ];
  const adjusted = holm(all.map((test) => test.p));
  return all.map((test, i) => ({ ...test, adjustedP: adjusted[i]! }));
}

const PROMPTS = 'prompts';
