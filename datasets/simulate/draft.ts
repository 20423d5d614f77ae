import type { Grading, StatusName } from '../../harness/outcome-table.ts';
import type { Random } from '../../harness/random.ts';

/** What a prompt is to be about and how hard it is to look. */
export interface Brief {
  readonly domain: string;
  /** 0 (one step) … 3 (many steps, digits, clauses). */
  readonly level: number;
  /** Longer than the smallest model's context. */
  readonly long: boolean;
}

/** A prompt whose answer is known, before anybody has answered it. */
export interface Draft {
  /** How much harder its kind of question is than the task's other kinds; about −1 … 1. */
  readonly kindDifficulty: number;
  /** Whether the text is about the domain of its brief: some stories are about nothing in particular. */
  readonly showsDomain: boolean;
  /** The prompt in one of the task's surface forms; the same content in each. */
  phrase(form: number): string;
  readonly system?: string;
  readonly grading: Grading;
  /** A reference that is wrong, as one in a hundred of every real benchmark is. */
  readonly misprint: unknown;
  right(rng: Random): string;
  /** A wrong answer of the task's own kind: a slip, a wrong field, a broken format… */
  slip(rng: Random): string;
}

export interface Answer {
  readonly text: string;
  readonly status: StatusName;
}

export interface TaskType {
  readonly name: string;
  /** How many surface forms it has. */
  readonly forms: number;
  /** Whether prompts may be drawn about any domain; the others have stories of their own. */
  readonly topical: boolean;
  /** Whether prompts longer than the smallest context exist. */
  readonly canBeLong: boolean;
  /** Answer length in tokens: log-normal over prompts and models. */
  readonly medianOutputTokens: number;
  readonly logSdOutputTokens: number;
  draft(brief: Brief, rng: Random): Draft;
}
