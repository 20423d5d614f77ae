import { atChoices, type Outcomes } from '../../harness/evaluate/outcomes.ts';
import type { KnownRow, Measurement, TestRow } from '../../harness/gate/baseline.ts';
import type { Comparable } from '../../harness/gate/comparability.ts';
import type { Decided } from '../policy/decided.ts';
import { brokenConstraints } from './broken-constraints.ts';
import type { GateTree } from './gate-tree.ts';
import type { MeasuredPolicy } from './measured-policy.ts';

/** What can be compared before anything is measured. */
export function comparableOf({ table, split, hashes, tools }: GateTree): Comparable {
  const known = (rows: Uint32Array): KnownRow[] =>
    Array.from(rows, (row) => ({ id: table.examples[row]!.id, hash: hashes[row]! }));
  return {
    models: table.models.map(({ id, price }) => ({ id, price: price as Measurement['models'][number]['price'] })),
    fingerprints: { embedder: tools.embedder?.fingerprint ?? null },
    train: known(split.train),
    validate: known(split.validate),
    test: known(split.test),
  };
}

/** A tree as the gate writes and compares it. */
export function measurementOf(tree: GateTree, { policy, routers, ...measured }: MeasuredPolicy): Measurement {
  const { config, dataset } = tree;
  const { fingerprints, decided, outcomes } = measured;
  return {
    dataset: { name: dataset.card.name, simulated: dataset.card.simulated },
    seed: config.seed,
    objective: config.objective,
    policy,
    routers,
    ...comparableOf(tree),
    fingerprints,
    test: testRows(tree, decided, outcomes),
  };
}

function testRows({ data, table, split, hashes }: GateTree, decided: Decided, outcomes: Outcomes): TestRow[] {
  const { choices, billUsd, billLatencyMs } = decided;
  const quality = atChoices(outcomes, 'quality', choices);
  const costUsd = atChoices(outcomes, 'costUsd', choices);
  const latencyMs = atChoices(outcomes, 'latencyMs', choices);
  const broken = brokenConstraints(data.rules, table, split.test, choices);
  const correct = correctness(
    Array.from(split.test, (row) => table.examples[row]!.label),
    choices,
    table.models,
  );
  return Array.from(split.test, (row, i) => {
    const latency = latencyMs[i]! + billLatencyMs[i]!;
    return {
      id: table.examples[row]!.id,
      hash: hashes[row]!,
      model: choices[i]!,
      quality: short(quality[i]!),
      costUsd: short(costUsd[i]! + billUsd[i]!),
      latencyMs: Number.isNaN(latency) ? null : short(latency),
      correct: correct[i]!,
      violations: broken[i]!,
      cluster: split.units[row]!,
    };
  });
}

/** Against labels that name models; a label that is a class of requests says nothing about a model. */
function correctness(
  labels: readonly (string | undefined)[],
  choices: Int16Array,
  models: GateTree['table']['models'],
): TestRow['correct'][] {
  const ids = models.map(({ id }) => id);
  const namesModels = labels.every((label) => label === undefined || ids.includes(label));
  return labels.map((label, i) => (!namesModels || label === undefined ? null : ids[choices[i]!] === label ? 1 : 0));
}

/** Both sides of a comparison are rounded alike. */
function short(value: number): number {
  return Number(value.toPrecision(6));
}
