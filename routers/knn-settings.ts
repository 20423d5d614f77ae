import type { NeighbourIndex, Neighbours } from '../harness/embed/nearest.ts';
import type { OutcomeTable } from '../harness/outcome-table.ts';
import { permutation, random } from '../harness/random.ts';
import { competitiveModels } from './competitive-models.ts';
import { groupNumbers } from './group-folds.ts';
import { type KnnWeights, neighbourWeight, shrunk } from './knn-prediction.ts';
import type { Outcomes } from './outcome-means.ts';
import { type Candidate, choiceNote, RoutingError, smoothestOfBest } from './routing-error.ts';
import { type ShrinkTargetSpec, shrinkTarget } from './shrink-target.ts';

export interface KnnSettings {
  readonly k: number;
  readonly weights: KnnWeights;
  readonly shrinkage: number;
}

/** What kNN knows after embedding. */
export interface KnnTraining {
  readonly outcomes: Outcomes;
  readonly target: ShrinkTargetSpec;
  readonly index: NeighbourIndex;
  readonly vectors: Float32Array;
}

/** All from the smoothest. */
const K_GRID = [320, 160, 80, 40, 20, 10, 5];
const SHRINKAGE_GRID = [1280, 640, 320, 160, 80, 40, 20, 10, 5, 0];
const WEIGHTS_GRID: readonly KnnWeights[] = ['uniform', 'similarity'];
/** Training prompts whose outcomes are predicted in cross-validation; more only take time. */
const MOST_QUERIES = 4_000;
/** Neighbours searched beyond the largest k, to replace those of the query's own group. */
const MOST_SPARE = 64;

/**
 * Chooses what the options leave out by leave-one-group-out cross-validation: the outcomes of a training prompt are
 * predicted from its neighbours outside its own group, and the smoothest of the best settings by {@link RoutingError}
 * is taken.
 */
export async function chooseKnnSettings(
  options: { readonly [K in keyof KnnSettings]?: KnnSettings[K] | undefined },
  train: OutcomeTable,
  training: KnnTraining,
  seed: number,
): Promise<{ settings: KnnSettings; notes: readonly string[] }> {
  const { rows } = training.outcomes;
  const smaller = K_GRID.filter((k) => k < rows);
  const grid = {
    ks: options.k === undefined ? (smaller.length > 0 ? smaller : [Math.max(1, rows - 1)]) : [options.k],
    weights: options.weights === undefined ? WEIGHTS_GRID : [options.weights],
    shrinkages: options.shrinkage === undefined ? SHRINKAGE_GRID : [options.shrinkage],
  };
  if (grid.ks.length * grid.weights.length * grid.shrinkages.length === 1) {
    return { settings: { k: grid.ks[0]!, weights: grid.weights[0]!, shrinkage: grid.shrinkages[0]! }, notes: [] };
  }
  const candidates = await crossValidate(grid, train, training, seed);
  const { setting, error } = smoothestOfBest(candidates);
  const smoothest = candidates[0]!;
  const note = choiceNote(inWords(setting), error, inWords(smoothest.setting), smoothest.error);
  return { settings: setting, notes: [note] };
}

function inWords({ k, weights, shrinkage }: KnnSettings): string {
  return `k ${k}, ${weights} weights, shrinkage ${shrinkage}`;
}

interface Grid {
  readonly ks: readonly number[];
  readonly weights: readonly KnnWeights[];
  readonly shrinkages: readonly number[];
}

type Scored = Candidate<KnnSettings>;

async function crossValidate(
  grid: Grid,
  train: OutcomeTable,
  { outcomes, target, index, vectors }: KnnTraining,
  seed: number,
): Promise<readonly Scored[]> {
  const groups = groupNumbers(train.examples);
  const queries = permutation(outcomes.rows, random(seed)).subarray(0, MOST_QUERIES).sort();
  const most = Math.max(...grid.ks);
  const found = await index.search(rowsAt(vectors, index.dimensions, queries), most + spare(groups));
  const priorOf = shrinkTarget(target, outcomes.width);
  const models = competitiveModels(train);
  const scored = grid.weights.map((weights) =>
    grid.ks.map((k) =>
      grid.shrinkages.map(
        (shrinkage): Scored => ({ setting: { k, weights, shrinkage }, error: new RoutingError(models) }),
      ),
    ),
  );
  queries.forEach((row, query) => {
    const others = neighboursOutside(found, query, groups, groups[row]!);
    const prior = priorOf(train.examples[row]!.request).quality;
    for (const ofWeights of scored) scoreQuery(ofWeights, others, outcomes, row, prior, models);
  });
  return scored.flat(2);
}

/** Walks the neighbours of one query once for all k, from the nearest; predicts only the models that are judged. */
function scoreQuery(
  byK: readonly (readonly Scored[])[],
  others: Neighbours,
  { width, quality }: Outcomes,
  row: number,
  prior: Float64Array,
  models: readonly number[],
): void {
  const sum = new Float64Array(width);
  const weight = new Float64Array(width);
  const predicted = new Float64Array(width);
  const { weights } = byK[0]![0]!.setting;
  let seen = 0;
  for (const settings of byK.toReversed()) {
    const k = Math.min(settings[0]!.setting.k, others.k);
    for (; seen < k; seen++) {
      const w = neighbourWeight(weights, others.similarity[seen]!);
      for (const m of models) {
        const q = quality[others.indices[seen]! * width + m]!;
        if (Number.isNaN(q)) continue;
        sum[m]! += w * q;
        weight[m]! += w;
      }
    }
    for (const { setting, error } of settings) {
      for (const m of models) predicted[m] = shrunk(sum[m]!, weight[m]!, setting.shrinkage, prior[m]!);
      error.add(predicted, quality, row * width);
    }
  }
}

function neighboursOutside(found: Neighbours, query: number, groups: Int32Array, own: number): Neighbours {
  const indices: number[] = [];
  const similarity: number[] = [];
  for (let j = query * found.k; j < (query + 1) * found.k; j++) {
    const reference = found.indices[j]!;
    if (groups[reference] === own) continue;
    indices.push(reference);
    similarity.push(found.similarity[j]!);
  }
  return { k: indices.length, indices: Int32Array.from(indices), similarity: Float64Array.from(similarity) };
}

function spare(groups: Int32Array): number {
  const sizes = new Map<number, number>();
  let largest = 0;
  for (const group of groups) {
    const size = (sizes.get(group) ?? 0) + 1;
    sizes.set(group, size);
    largest = Math.max(largest, size);
  }
  return Math.min(largest, MOST_SPARE);
}

function rowsAt(matrix: Float32Array, dimensions: number, rows: Uint32Array): Float32Array {
  const out = new Float32Array(rows.length * dimensions);
  rows.forEach((row, i) => {
    out.set(matrix.subarray(row * dimensions, (row + 1) * dimensions), i * dimensions);
  });
  return out;
}
