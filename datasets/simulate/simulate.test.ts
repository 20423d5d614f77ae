import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { random } from '../../harness/random.ts';
import { writeNative } from '../native/write-native.ts';
import { mismatchedCells } from './grade-again.ts';
import { answersRight, drawDifficulty, expectedQuality, normalCdf } from './latent.ts';
import { nativeContent } from './native-content.ts';
import { POOL, STRENGTHS } from './pool.ts';
import { STORIES } from './seeds/arithmetic.ts';
import { COURTESIES, ERRANDS } from './seeds/chat.ts';
import { INTENT, OPINIONS, SENTIMENT, URGENCY } from './seeds/classification.ts';
import { NOTES } from './seeds/extraction.ts';
import { DATED, MEASURES, TERMS } from './seeds/rewriting.ts';
import { SCENES } from './seeds/scenes.ts';
import { FILLER, LINKS } from './seeds/summary.ts';
import { simulate } from './simulate.ts';
import { TASK_TYPES } from './task-types.ts';

const small = simulate({ count: 400, seed: 7 });
const folder = mkdtempSync(join(tmpdir(), 'simulate-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the simulated dataset', () => {
  it('has an answer to every prompt by every model that grades as the latent model says', () => {
    expect(mismatchedCells(small)).toEqual([]);
  });

  it('comes out in the same bytes twice, and in others with another seed', async () => {
    const hashes: string[] = [];
    for (const seed of [3, 3, 4]) {
      await writeNative(folder, nativeContent(simulate({ count: 60, seed })), { gzip: true });
      hashes.push(hashOf(folder));
    }
    expect(hashes[1]).toBe(hashes[0]);
    expect(hashes[2]).not.toBe(hashes[0]);
  });

  it('keeps paraphrases and conversations in groups, and counts turns from 0', () => {
    const turns = small.table.examples.filter(({ request }) => request.session !== undefined);
    expect(turns.length).toBeGreaterThan(0);
    for (const { request, group } of turns) {
      expect(group).toBe(request.session!.id);
      expect(request.messages.filter(({ role }) => role === 'user')).toHaveLength(request.session!.turn + 1);
    }
    const paraphrases = small.table.examples.filter(({ group }) => group?.startsWith('paraphrases'));
    for (const { group, grading } of paraphrases) {
      const twins = paraphrases.filter((other) => other.group === group);
      expect(twins).toHaveLength(2);
      expect(twins.map((twin) => twin.grading?.grader)).toEqual([grading!.grader, grading!.grader]);
      expect(twins[0]!.request.messages.at(-1)).not.toEqual(twins[1]!.request.messages.at(-1));
    }
  });

  it('is grown from at least 600 hand-written seeds and 40 surface forms a task', () => {
    const seeds = [
      SCENES,
      NOTES,
      SENTIMENT,
      INTENT,
      URGENCY,
      OPINIONS,
      STORIES,
      LINKS,
      FILLER,
      MEASURES,
      DATED,
      TERMS,
      ERRANDS,
      COURTESIES,
    ];
    expect(seeds.flat().length).toBeGreaterThanOrEqual(600);
    for (const task of TASK_TYPES) expect(task.forms, task.name).toBeGreaterThanOrEqual(40);
  });
});

describe('the latent model', () => {
  it('has task strengths of mean 0 per model and standard deviation .35', () => {
    const table = TASK_TYPES.map(({ name }) => STRENGTHS[name]!);
    for (const m of POOL.keys()) expect(table.reduce((sum, row) => sum + row[m]!, 0)).toBeCloseTo(0, 1);
    const all = table.flat();
    expect(Math.sqrt(all.reduce((sum, s) => sum + s * s, 0) / all.length)).toBeCloseTo(0.35, 2);
  });

  it('answers as often as the expected quality says', () => {
    const rng = random(11);
    const model = POOL[2]!;
    const shown = { task: 'code', specialist: true, visible: 0.8 };
    let right = 0;
    for (let i = 0; i < 20_000; i++) right += Number(answersRight(model, shown, drawDifficulty(0.8, rng), rng));
    expect(right / 20_000).toBeCloseTo(expectedQuality(model, shown), 1);
  });

  it('computes Φ to seven digits', () => {
    // Φ(1.96) = .9750021, Φ(−.5) = .3085375: any table of the normal distribution.
    expect(normalCdf(1.96)).toBeCloseTo(0.9750021, 6);
    expect(normalCdf(-0.5)).toBeCloseTo(0.3085375, 6);
  });
});

function hashOf(dir: string): string {
  const hash = createHash('sha256');
  for (const name of readdirSync(dir).toSorted()) hash.update(name).update(readFileSync(join(dir, name)));
  return hash.digest('hex');
}
