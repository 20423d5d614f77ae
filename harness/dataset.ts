import type { OutcomeTable } from './outcome-table.ts';
import type { Completion } from './tools.ts';

/** What a dataset says of itself. */
export interface DatasetCard {
  /** Kebab-case; names the run folder. */
  readonly name: string;
  readonly title: string;
  readonly description?: string;
  readonly licence?: string;
  readonly source?: string;
  /** True when the models are simulated: every report then says so in its first line. */
  readonly simulated: boolean;
  /** The native quality scale; inside Signalbox quality is 0..1 and `describe` prints the native value. */
  readonly scale: { readonly min: number; readonly max: number };
  /** What was estimated rather than recorded, in words ("token counts: o200k tokenizer"). */
  readonly estimates: readonly string[];
}

/** A dataset in memory. */
export interface Dataset {
  readonly card: DatasetCard;
  readonly table: OutcomeTable;
  /** SHA-256 over the content (examples and outcomes), so that two copies of one dataset agree. */
  readonly fingerprint: string;
  /** What routers that ask models were answered, by the key of the question; absent where nothing was recorded. */
  readonly responses?: ReadonlyMap<string, Completion>;
  /** What was noticed on reading that is no error: contaminated prompts left out, models skipped… */
  readonly notes: readonly string[];
  /** Absent where the files hold no texts of answers. */
  readonly readAnswers?: ReadAnswers;
}

/**
 * Reads the recorded answers from the files once more and hands over each by its cell of the table: all of them are often
 * larger than memory, so that whoever wants some keeps those only.
 */
export type ReadAnswers = (onAnswer: (example: number, model: number, text: string) => void) => Promise<void>;

/** How a config names a dataset: loading is lazy so that a config file can be read without reading data. */
export interface DatasetSource {
  readonly name: string;
  load(options?: LoadOptions): Promise<Dataset>;
}

export interface LoadOptions {
  /** Called with the share done, 0..1, and what is being read. */
  readonly onProgress?: (share: number, what: string) => void;
}
