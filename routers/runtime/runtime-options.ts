import type { Completer, EmbedderRates } from '../../harness/tools.ts';

/** An embedder of the application: a function from texts to vectors, and whose weights these are. */
export interface GivenEmbedder {
  /** SHA-256 of the weights, as the policy states it: vectors of another embedder mean nothing to a policy. */
  readonly fingerprint: string;
  /** @returns a vector of length 1 for each text, as rows or as one row-major array */
  embed(texts: readonly string[]): Promise<Float32Array | readonly ArrayLike<number>[]>;
  /** What embedding is billed at in decision records. The bundled embedder's where the weights are its. */
  readonly rates?: EmbedderRates;
}

export interface RuntimeOptions {
  /** Needed by a policy that embeds, unless it was made with the bundled embedder, which then is loaded. */
  readonly embed?: GivenEmbedder;
  /** Answers the questions of a policy whose router asks a model (classifier, hybrid). */
  readonly complete?: Completer['complete'];
  /** Share of requests, or of sessions, that go to a model drawn at random, 0..1; the policy's own where left out. */
  readonly explore?: number;
  /**
   * Watches the folder, and its name: a folder or a link that is renamed into place is seen. Looked at every second or
   * every `everyMs`, and read once it has stood still for that long.
   */
  readonly watch?: boolean | { readonly everyMs: number };
  /** Told of every attempt to load what is new in the folder. What it throws is lost. */
  readonly onReload?: (reload: Reload) => void;
  /** Keep messages and metadata in decision records: needed to evaluate another policy on them. Default false. */
  readonly keepRequests?: boolean;
  /**
   * Who counts against the budgets and quotas of the policy. `here`, the default: this runtime, what `answer` sends in this
   * process. `application`: whoever passes `live.remainingUsd` and `live.models[…].requestsLeft`.
   */
  readonly limits?: 'here' | 'application';
}

/** What became of an attempt to load a policy again. The policy before stays where it failed. */
export type Reload =
  | { readonly ok: true; readonly fingerprint: string; readonly changed: boolean }
  | { readonly ok: false; readonly error: Error };
