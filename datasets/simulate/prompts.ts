import type { Random } from '../../harness/random.ts';
import type { GradeResponse } from '../../harness/record/graders/grade.ts';
import { graderFor } from '../../harness/record/graders/grade-response.ts';
import type { Message, Scalar } from '../../harness/request.ts';
import type { Brief, Draft, TaskType } from './draft.ts';
import { pick } from './pick.ts';
import { isSpecialist } from './scene-text.ts';
import { NEW_DOMAINS } from './seeds/scenes.ts';
import { drawEpisodes, type Episode } from './structure.ts';
import { TASK_TYPES } from './task-types.ts';

/** A prompt that has been drawn, with all that the simulation knows of it. */
export interface Prompt {
  readonly task: TaskType;
  readonly draft: Draft;
  /** Grades under the true reference. */
  readonly grade: GradeResponse;
  readonly level: number;
  /** Whether it shows that the prompt is about a domain for specialists. */
  readonly specialist: boolean;
  readonly text: string;
  /** System message and earlier turns. */
  readonly before: readonly Message[];
  readonly metadata: Readonly<Record<string, Scalar>>;
  readonly session?: { readonly id: string; readonly turn: number };
  readonly group?: string;
  /** Prompts with one number are paraphrases of each other: equally hard. */
  readonly content: number;
  readonly at: number;
  readonly long: boolean;
}

type Drawn = Pick<Prompt, 'task' | 'draft' | 'grade' | 'level' | 'specialist' | 'long'>;

const LONG_SHARE = 0.012;
/** How many prompts come with the text of another request around them, so that their task cannot be told at a glance. */
const BLENDED_SHARE = 0.1;

const BLENDS = [
  'My last request is settled, leave it alone: "{other}" What I need now: {text}',
  '{text} (Forwarded below, already answered: "{other}")',
  'Two mails got mixed up. Skip the first. First: {other} Second: {text}',
  'Earlier somebody asked "{other}" and got a reply. My own question is this. {text}',
];

/** `count` prompts in the order of time. */
export function drawPrompts(count: number, rng: Random): Prompt[] {
  const prompts: Prompt[] = [];
  for (const [number, episode] of drawEpisodes(count, rng).entries()) {
    prompts.push(...drawEpisodePrompts(episode, number, prompts.length, rng));
  }
  return prompts.toSorted((a, b) => a.at - b.at);
}

function drawEpisodePrompts(episode: Episode, number: number, content: number, rng: Random): Prompt[] {
  const { kind, size, domain, metadata, at } = episode;
  if (kind === 'conversation') return drawConversation(episode, `session-${number}`, content, rng);
  const task = drawTask(domain, rng);
  const long = task.canBeLong && rng.next() < LONG_SHARE * 2.5;
  const drawn = drawSound(task, { domain, level: rng.integer(4), long }, rng);
  const firstForm = rng.integer(task.forms);
  return Array.from({ length: size }, (_, i) => {
    const text = drawn.draft.phrase((firstForm + 17 * i) % task.forms);
    return {
      ...drawn,
      text: kind === 'single' ? blended(text, task, domain, rng) : text,
      before: systemOf(drawn.draft),
      metadata,
      ...(kind === 'paraphrases' ? { group: `paraphrases-${number}` } : {}),
      content,
      at: at + i * 3_600_000,
    };
  });
}

function drawConversation({ size, domain, metadata, at }: Episode, id: string, content: number, rng: Random): Prompt[] {
  const turns: Prompt[] = [];
  const history: Message[] = [];
  let task = drawTask(domain, rng);
  let time = at;
  for (let turn = 0; turn < size; turn++) {
    if (rng.next() < 0.5) task = drawTask(domain, rng);
    const drawn = drawSound(task, { domain, level: rng.integer(4), long: false }, rng);
    const text = drawn.draft.phrase(rng.integer(task.forms));
    const system = systemOf(drawn.draft);
    turns.push({
      ...drawn,
      text,
      before: [...system, ...history],
      metadata,
      session: { id, turn },
      group: id,
      content: content + turn,
      at: time,
    });
    time += 40_000 + rng.integer(200_000);
    history.push({ role: 'user', content: text }, { role: 'assistant', content: drawn.draft.right(rng) });
  }
  return turns;
}

function drawTask(domain: string, rng: Random): TaskType {
  return pick(NEW_DOMAINS.includes(domain) ? TASK_TYPES.filter(({ topical }) => topical) : TASK_TYPES, rng);
}

/** A draft whose right answers grade as right and whose slips can grade as wrong: a few chance contradictions do not. */
function drawSound(task: TaskType, brief: Brief, rng: Random): Drawn {
  for (let attempt = 0; attempt < 50; attempt++) {
    const draft = task.draft(brief, rng);
    const grade = graderFor(draft.grading);
    const specialist = draft.showsDomain && isSpecialist(brief.domain);
    const right = Array.from({ length: 6 }, () => grade(draft.right(rng)).quality);
    const wrong = Array.from({ length: 6 }, () => grade(draft.slip(rng)).quality);
    if (right.every((q) => q === 1) && wrong.some((q) => q === 0)) {
      return { task, draft, grade, level: brief.level, specialist, long: brief.long };
    }
  }
  throw new Error(`no sound ${task.name} prompt in 50 attempts`);
}

/** Some prompts in a hundred quote a request of another kind. */
function blended(text: string, task: TaskType, domain: string, rng: Random): string {
  if (rng.next() >= BLENDED_SHARE) return text;
  const other = pick(
    TASK_TYPES.filter((candidate) => candidate !== task),
    rng,
  );
  const quoted = other.draft({ domain, level: 1, long: false }, rng).phrase(rng.integer(other.forms));
  return pick(BLENDS, rng)
    .replace('{other}', () => quoted)
    .replace('{text}', () => text);
}

function systemOf({ system }: Draft): Message[] {
  return system === undefined ? [] : [{ role: 'system', content: system }];
}
