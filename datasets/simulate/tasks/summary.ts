import type { Random } from '../../../harness/random.ts';
import type { Brief, Draft, TaskType } from '../draft.ts';
import { capitalised, enumerated, fill, pick, sample } from '../pick.ts';
import { drawScenes, nameOf, sentence } from '../scene-text.ts';
import type { Scene } from '../seeds/scenes.ts';
import { FILLER, FORMS, LINKS } from '../seeds/summary.ts';

/** A summary with a word limit and people it has to name. Harder with more people, tighter limits, more idle talk. */
export const summary: TaskType = {
  name: 'summary',
  forms: FORMS.length,
  topical: true,
  canBeLong: true,
  medianOutputTokens: 95,
  logSdOutputTokens: 0.4,
  draft: draftSummary,
};

const LONG_TEXT = 130;

function draftSummary({ domain, level, long }: Brief, rng: Random): Draft {
  const chatty = rng.next() < 0.5;
  const scenes = drawScenes(domain, long ? LONG_TEXT : 2 + Math.ceil(level / 2), rng);
  const kept = scenes.slice(0, 1 + Math.ceil((2 * level) / 3));
  const told = sample(scenes, scenes.length, rng).map((scene, i) => tell(scene, i, chatty, rng));
  const names = kept.map(nameOf);
  const tight = rng.next() < 0.5;
  const shortest = kept.map((scene) => capitalised(`${scene.who} ${scene.deed}.`));
  const limit = countWords(shortest.join(' ')) + (tight ? 1 : 9);
  return {
    kindDifficulty: (chatty ? 0.45 : -0.45) + (tight ? 0.45 : -0.45),
    showsDomain: true,
    phrase: (form) =>
      fill(FORMS[form]!, {
        text: told.join(' '),
        limit: String(limit),
        must: enumerated(kept.map(({ who }) => who)),
      }),
    grading: {
      grader: 'instructions',
      reference: [{ check: 'words', max: limit }, ...names.map((text) => ({ check: 'contains', text }))],
      options: { credit: 'all' },
    },
    misprint: [{ check: 'words', max: 3 }, ...names.map((text) => ({ check: 'contains', text }))],
    right: (r) => sample(shortest, shortest.length, r).join(' '),
    slip: (r) => (r.next() < 0.5 ? tooLong(kept, limit, r) : withoutOne(kept, scenes, r)),
  };
}

function tell(scene: Scene, index: number, chatty: boolean, rng: Random): string {
  const link = index > 0 && rng.next() < 0.4 ? `${pick(LINKS, rng)} ` : '';
  const event = link === '' ? sentence(scene) : `${link}${scene.who} ${scene.deed} ${scene.place}.`;
  return chatty && rng.next() < 0.7 ? `${event} ${pick(FILLER, rng)}` : event;
}

function tooLong(kept: readonly Scene[], limit: number, rng: Random): string {
  let text = kept.map(sentence).join(' ');
  while (countWords(text) <= limit) text += ` ${pick(FILLER, rng)}`;
  return text;
}

/** One of the people is replaced by somebody, or by nobody. */
function withoutOne(kept: readonly Scene[], scenes: readonly Scene[], rng: Random): string {
  const lost = rng.integer(kept.length);
  const rest = kept.filter((_, i) => i !== lost).map((scene) => capitalised(`${scene.who} ${scene.deed}.`));
  const instead = rest.length === 0 || rng.next() < 0.5 ? `Somebody ${pick(scenes, rng).deed}.` : '';
  return [...rest, instead].join(' ').trim();
}

function countWords(text: string): number {
  return text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}
