import { statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Dataset } from '../../harness/dataset.ts';
import { isAnswered, STATUS } from '../../harness/outcome-table.ts';
import { graderFor } from '../../harness/record/graders/grade-response.ts';
import { lastUserText } from '../../harness/request.ts';
import { readNative } from '../native/read-native.ts';
import { isInside, measureComparisons, outcomeComparisons } from '../simulate/bands.ts';
import { measureFigures } from '../simulate/measure-figures.ts';
import { outcomeFigures } from '../simulate/outcome-figures.ts';
import { NEW_DOMAINS, SCENES } from '../simulate/seeds/scenes.ts';

const FOLDER = fileURLToPath(new URL('.', import.meta.url));
const MODELS = 5;

describe('the bundled dataset', () => {
  let dataset: Dataset;
  const responses = new Map<number, string>();

  beforeAll(async () => {
    dataset = await readNative(FOLDER, {
      onResponse: (example, model, response) => responses.set(example * MODELS + model, response),
    });
  });

  it('says that its models are simulated, and has 6,000 prompts of eight tasks in under 6 MB', () => {
    expect(dataset.card.simulated).toBe(true);
    expect(dataset.notes.join()).toMatch(/simulated: nothing follows for real ones/);
    expect(dataset.table.examples).toHaveLength(6000);
    expect(new Set(dataset.table.examples.map(({ task }) => task)).size).toBe(8);
    const bytes = ['card.json', 'examples.jsonl.gz', 'outcomes.jsonl.gz'].map(
      (file) => statSync(`${FOLDER}${file}`).size,
    );
    expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThan(6e6);
  });

  it('behaves like a real pool: correlations, oracle, costs, lengths inside their bands', () => {
    const comparisons = [
      ...outcomeComparisons(outcomeFigures(dataset.table)),
      ...measureComparisons(measureFigures(dataset.table)),
    ];
    expect(comparisons.filter((comparison) => !isInside(comparison))).toEqual([]);
  });

  it('has responses that grade as recorded', () => {
    const { examples, quality } = dataset.table;
    for (let i = 0; i < examples.length; i += 7) {
      const grade = graderFor(examples[i]!.grading!);
      for (let cell = i * MODELS; cell < (i + 1) * MODELS; cell++) {
        if (responses.has(cell)) expect(grade(responses.get(cell)!).quality, responses.get(cell)).toBe(quality[cell]);
      }
    }
  });

  it('records provider errors as missing, and prompts beyond a context as truncated', () => {
    const { examples, models, status, quality, costUsd, inputTokens } = dataset.table;
    let errors = 0;
    for (let cell = 0; cell < status.length; cell++) {
      if (isAnswered(status[cell]!)) continue;
      errors++;
      expect(quality[cell]).toBeNaN();
      expect(costUsd[cell]).toBeNaN();
    }
    expect(errors / status.length).toBeGreaterThan(0.003);
    expect(errors / status.length).toBeLessThan(0.007);
    const long = examples.flatMap((_, i) => (inputTokens[i * MODELS + 2]! > models[0]!.contextTokens! ? [i] : []));
    expect(long.length).toBeGreaterThan(30);
    for (const i of long.filter((row) => isAnswered(status[row * MODELS]!))) {
      expect(status[i * MODELS]).toBe(STATUS.truncated);
      expect(quality[i * MODELS]).toBe(0);
    }
  });

  it('has about 8 % conversations, and cached tokens in their later turns only', () => {
    const { examples, cachedInputTokens } = dataset.table;
    const turns = examples.filter(({ request }) => request.session !== undefined);
    expect(turns.length / examples.length).toBeGreaterThan(0.06);
    expect(turns.length / examples.length).toBeLessThan(0.1);
    for (const [i, { request }] of examples.entries()) {
      if (cachedInputTokens[i * MODELS]! > 0) expect(request.session!.turn).toBeGreaterThan(0);
    }
  });

  it('is in the order of time, with new domains in the last 15 % only', () => {
    const { examples } = dataset.table;
    const times = examples.map(({ at }) => Date.parse(at!));
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    const fresh = SCENES.filter(({ domain }) => NEW_DOMAINS.includes(domain)).map(({ deed }) => deed);
    const rows = examples.flatMap(({ request }, i) =>
      fresh.some((deed) => lastUserText(request).includes(deed)) ? [i] : [],
    );
    expect(rows.length).toBeGreaterThan(100);
    expect(rows[0]! / examples.length).toBeGreaterThan(0.83);
  });

  it('has gold routes for every example, to each model, and never to one that the data class or region forbids', () => {
    const { examples, models } = dataset.table;
    expect(new Set(examples.map(({ label }) => label))).toEqual(new Set(models.map(({ id }) => id)));
    const forbidden = examples.filter(
      ({ request: { metadata } }) => metadata.dataClass === 'phi' || metadata.region === 'eu',
    );
    expect(forbidden.some(({ label }) => label === 'sim-frontier')).toBe(false);
  });
});
