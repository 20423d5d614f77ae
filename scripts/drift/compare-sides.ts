import { domainClassifier } from '../../harness/drift/domain-classifier.ts';
import type { DriftFindings } from '../../harness/drift/drift-schema.ts';
import { kernelTest } from '../../harness/drift/kernel-test.ts';
import { MUCH_DENSER, type NewPrompts, newPrompts } from '../../harness/drift/new-prompts.ts';
import { KTH_NEIGHBOUR, QUANTILE, type Reach, reach } from '../../harness/drift/reach.ts';
import { relabellings } from '../../harness/drift/relabellings.ts';
import { shareShift } from '../../harness/drift/share-shift.ts';
import { fitPromptText, promptText } from '../../harness/embed/prompt-text.ts';
import type { Example, OutcomeTable } from '../../harness/outcome-table.ts';
import { lastUserText } from '../../harness/request.ts';
import { holm } from '../../harness/statistics/holm.ts';
import type { Embedder, Tools } from '../../harness/tools.ts';
import { plainText } from '../../reports/plain-text.ts';
import type { Progress } from '../progress.ts';
import { driftExpectation } from './drift-expectation.ts';
import { driftTraits } from './drift-traits.ts';
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

export type DriftTools = Tools & { readonly embedder: Embedder };

/** The sampled rows of both sides, and all of the first, from which a router would learn what to strip. */
export interface SidePair {
  readonly a: OutcomeTable;
  readonly b: OutcomeTable;
  readonly wholeA: OutcomeTable;
}

/** What the tests of one report need together to count as drift. */
const LEVEL = 0.05;
const LONGEST_EXAMPLE = 160;

/** Everything that is found between two samples of independent prompts, and what could not be compared. */
export async function compareSides(
  pair: SidePair,
  tools: DriftTools,
  options: DriftOptions,
  progress: Progress,
): Promise<{ readonly findings: DriftFindings; readonly notes: readonly string[] }> {
  const { a, b } = pair;
  const sizeA = a.examples.length;
  const { dimensions } = tools.embedder;
  const vectors = await embedded(pair, tools.embedder, progress);
  progress.stage('two-sample tests');
  const { notes, ...shifts } = testShifts(pair, vectors, tools, options);
  progress.stage('domain classifier');
  const { auc, densityRatio } = domainClassifier(vectors, dimensions, sizeA, options.seed);
  progress.stage('neighbours');
  const found = await reach(vectors, dimensions, sizeA);
  const fresh = newPrompts(found, densityRatio.subarray(sizeA));
  const vectorsB = vectors.subarray(sizeA * dimensions);
  const weighting = { densityRatio: densityRatio.subarray(0, sizeA), newShare: fresh.share };
  const expected = driftExpectation({ a, b, reach: found, ...weighting });
  const findings = {
    permutations: options.permutations,
    level: LEVEL,
    ...shifts,
    classifierAuc: auc,
    newPrompts: await describeNew(fresh, found, b, { vectors: vectorsB, dimensions }, options),
    ...(expected === undefined ? {} : { expected }),
  };
  return { findings, notes };
}

/** Vectors of both sides, the first side's first, of the texts that a router fitted to the first side would embed. */
function embedded({ a, b, wholeA }: SidePair, embedder: Embedder, progress: Progress): Promise<Float32Array> {
  const fitted = fitPromptText(wholeA.examples);
  const texts = [...a.examples, ...b.examples].map(({ request }) => promptText(request, fitted));
  return embedder.embed(texts, progress.stage(`embedding ${texts.length} prompts`));
}

/** Tests of the prompts and of each trait, over the same relabellings, as one family. */
function testShifts(
  { a, b }: SidePair,
  vectors: Float32Array,
  tools: DriftTools,
  { permutations, seed }: DriftOptions,
): Pick<DriftFindings, 'tests' | 'traits'> & { readonly notes: readonly string[] } {
  const sizeA = a.examples.length;
  const relabelled = relabellings(sizeA + b.examples.length, sizeA, permutations, seed);
  const { mmdSquared, p } = kernelTest(vectors, tools.embedder.dimensions, sizeA, relabelled);
  const { traits, notes } = driftTraits(a.examples, b.examples, tools);
  const shifts = traits.map((trait) => shareShift(trait, sizeA, relabelled));
  const tests = [
    { of: 'prompts', statistic: 'MMD²' as const, value: mmdSquared, p },
    ...shifts.map(({ name, chiSquared, p }) => ({ of: name, statistic: 'χ²' as const, value: chiSquared, p })),
  ];
  const adjusted = holm(tests.map((test) => test.p));
  return {
    tests: tests.map((test, i) => ({ ...test, adjustedP: adjusted[i]! })),
    traits: shifts.map(({ name, movers }) => ({ name, movers: [...movers] })),
    notes,
  };
}

async function describeNew(
  { rows, ...shares }: NewPrompts,
  { threshold }: Reach,
  { examples }: OutcomeTable,
  { vectors, dimensions }: { readonly vectors: Float32Array; readonly dimensions: number },
  { seed, redact }: DriftOptions,
): Promise<DriftFindings['newPrompts']> {
  const clusters = await newClusters(vectors, dimensions, rows, seed);
  const shown = shownText(examples);
  return {
    ...shares,
    neighbour: KTH_NEIGHBOUR,
    threshold,
    expectedFar: Number((1 - QUANTILE).toFixed(6)),
    times: MUCH_DENSER,
    clusters: clusters.map(({ size, typical }) => ({
      size,
      share: size / examples.length,
      examples: redact ? [] : typical.map((row) => shown(examples[row]!)),
    })),
  };
}

/** A short prompt as it is; of a long one what it does not share with others of its side, which would fill the line. */
function shownText(examples: readonly Example[]): (example: Example) => string {
  const fitted = fitPromptText(examples);
  return ({ request }) => {
    const whole = lastUserText(request).trim();
    return plainText(whole.length <= LONGEST_EXAMPLE ? whole : promptText(request, fitted), LONGEST_EXAMPLE);
  };
}
