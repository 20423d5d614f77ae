import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../datasets/temporary-folder.fixture.ts';
import { type Evaluation, evaluate } from '../../harness/evaluate/evaluate.ts';
import type { Candidate, EvaluationInput } from '../../harness/evaluate/evaluation-input.ts';
import { syntheticInput } from '../../harness/evaluate/synthetic-input.ts';
import { emptySignal } from '../../harness/outcome-table.ts';
import type { Assessment } from '../../harness/router.ts';
import { candidateFiles, candidateFolder } from '../bench/candidate-files.ts';
import { keepEvaluation } from './keep-evaluation.ts';
import { readEvaluation } from './read-evaluation.ts';

const folder = temporaryFolder();
const input = inputOfEveryKind();
let evaluation: Evaluation;

beforeAll(async () => {
  evaluation = evaluate(input);
  await writeFile(join(folder(), 'results.json'), JSON.stringify(evaluation.results));
  await keepEvaluation(folder(), { ...evaluation, input, policyFolder: candidateFolder });
});

describe('a run that is read again', () => {
  it('has every table, mask, draw, bill, class and signal, and gives the same results', async () => {
    const kept = await readEvaluation(folder());
    const again = evaluate(kept.input);
    expect(again.results).toEqual(evaluation.results);
    expect(again.results.metrics!.slices.map(({ key }) => key)).toEqual(['tier', 'words']);
    expect(again.decisions).toEqual(evaluation.decisions);
    expect(kept.decisions).toEqual(evaluation.decisions);
    for (const [i, { assessments, shuffled }] of kept.input.candidates.entries()) {
      expect(plain(assessments.test)).toEqual(plain(input.candidates[i]!.assessments.test));
      expect(shuffled === undefined).toBe(input.candidates[i]!.shuffled === undefined);
    }
  });

  it('is refused when it was made by an older version', async () => {
    await rm(join(await copy('older'), 'evaluation.json'));
    await expect(readEvaluation(join(folder(), 'older'))).rejects.toThrow(
      expect.objectContaining({
        message: expect.stringContaining('older version'),
        hint: expect.stringContaining('signalbox bench'),
      }),
    );
  });

  const evil = (text: string) => text.replace('assessments/1-all.columns', '../../evil.columns');
  it.each<[string, string, (text: string) => string, RegExp]>([
    [
      'a table that is cut',
      'outcomes.columns',
      (text) => text.slice(0, 4000),
      /outcomes\.columns does not hold: .*cut/,
    ],
    [
      'a table that is none',
      'outcomes.columns',
      () => 'nothing',
      /outcomes\.columns does not hold: not a columns file/,
    ],
    ['assessments of another run', 'assessments/1-all.columns', () => '', /1-all\.columns does not hold/],
    ['ids of another run', 'queries.json', () => '{"validate":[],"test":[]}', /rows have 0 ids in queries\.json/],
    ['facts without a field', 'evaluation.json', (text) => text.replace('"salt"', '"sale"'), /salt/],
    [
      'slices of another run',
      'evaluation.json',
      (text) => text.replace('"pro"', '"pro2"').replace(/"free",\s*/, ''),
      /slice/,
    ],
    ['files outside of the run', 'results.json', evil, /names the file "\.\.\/\.\.\/evil\.columns"/],
  ])('is refused with %s', async (_, file, damage, message) => {
    const path = join(await copy('damaged'), file);
    await writeFile(path, damage(await readFile(path, 'latin1')), 'latin1');
    await expect(readEvaluation(join(folder(), 'damaged'))).rejects.toThrow(message);
  });
});

/** A copy of the run within its folder. */
async function copy(name: string): Promise<string> {
  const target = join(folder(), name);
  await rm(target, { recursive: true, force: true });
  const files = ['results.json', 'evaluation.json', 'queries.json', 'outcomes.columns'];
  const compact = input.candidates.flatMap((candidate) => Object.values(candidate.files));
  for (const place of ['assessments', 'decisions']) await mkdir(join(target, place), { recursive: true });
  for (const file of [...files, ...compact]) await writeFile(join(target, file), await readFile(join(folder(), file)));
  return target;
}

function plain(assessments: readonly Assessment[]) {
  return assessments.map(({ why: _, ...rest }) => rest);
}

/** Scores, rankings and cascades, with masks, labels, metadata, classes, questions to models and a signal that somebody is paid for. */
function inputOfEveryKind(): EvaluationInput {
  const base = syntheticInput({ examples: 400, models: 3, seed: 5, groupSize: 2 });
  const cells = base.table.status.length;
  const signal = emptySignal(cells, { id: 'judge', price: { ...base.table.models[2]!.price! } });
  for (let cell = 0; cell < cells; cell += 1) {
    signal.values[cell] = (cell % 7) / 7;
    signal.costUsd[cell] = 1e-6;
    signal.latencyMs[cell] = 20;
    signal.inputTokens[cell] = 50;
    signal.outputTokens[cell] = 1;
  }
  const examples = base.table.examples.map((example, row) => ({
    ...example,
    label: `model-${row % 3}`,
    request: { ...example.request, metadata: { ...(row % 5 > 0 && { words: row }), tier: row % 2 ? 'free' : 'pro' } },
  }));
  const table = { ...base.table, examples, signals: new Map([['agreement', signal]]) };
  const [scores] = base.candidates;
  const asked = [{ model: 'classifier', inputTokens: 100, cachedInputTokens: 10, outputTokens: 2, usd: 1e-5 }];
  const bill = { usd: 2e-5, latencyMs: 30, calls: 1, asked };
  const like = (name: string, make: (i: number, scored: Assessment) => Assessment): Candidate => ({
    ...scores!,
    name,
    files: candidateFiles(name, ['all', 'ranks', 'cascade'].indexOf(name)),
    assessments: {
      validate: scores!.assessments.validate.map((scored, i) => make(i, scored)),
      test: scores!.assessments.test.map((scored, i) => make(i, scored)),
    },
  });
  const common = { bill, why: () => [] };
  const candidates = [
    {
      ...like('all', (i, scored) => ({ ...scored, bill, class: `task-${i % 3}`, distance: i / 100 })),
      shuffled: scores!.assessments,
    },
    like('ranks', (i, scored) => (i % 2 === 0 ? scored : { kind: 'ranking', models: [i % 3, (i + 1) % 3], ...common })),
    like('cascade', () => ({ kind: 'cascade', models: [0, 2, 1], signal: 'agreement', ...common })),
  ];
  const allowed = Uint8Array.from(examples.flatMap((_, row) => [1, row % 10 === 0 ? 0 : 1, 1]));
  const objective = { kind: 'cheapest-within', margin: 0.02 } as const;
  return { ...base, table: { ...table, allowed }, candidates, objective };
}
