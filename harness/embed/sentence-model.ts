import { AutoModel, AutoTokenizer, env, LogLevel, Tensor } from '@xenova/transformers';

/** A transformer that gives one vector per token, and its tokenizer. */
export interface SentenceModel {
  readonly dimensions: number;
  /** Token ids of a text, special tokens included; of a long text the first and the last half of what the model takes. */
  tokenize(text: string): number[];
  /**
   * @param rows token ids of each text, none empty
   * @returns rows × width × dimensions, where width is the length of the longest row; what stands beyond a row's
   * tokens means nothing
   */
  infer(rows: readonly (readonly number[])[]): Promise<Float32Array>;
}

export interface ModelLocation {
  /** The name of a model on the hub, or an absolute path of a folder. */
  readonly model: string;
  /** Where downloads are kept; nothing is ever written into the library's own folder. */
  readonly downloads: string;
  readonly offline: boolean;
  readonly onProgress?: ((share: number) => void) | undefined;
}

/** Most tokens of a text where the tokenizer does not say. */
const DEFAULT_LONGEST = 512;

/** Loads a model in single precision: the only form that gives the same bits for a text alone and in a batch. */
export async function loadSentenceModel({
  model,
  downloads,
  offline,
  onProgress,
}: ModelLocation): Promise<SentenceModel> {
  env.logLevel = LogLevel.ERROR;
  const options = { cache_dir: downloads, local_files_only: offline };
  const tokenizer = await AutoTokenizer.from_pretrained(model, options);
  const network = await AutoModel.from_pretrained(model, {
    ...options,
    dtype: 'fp32',
    device: 'cpu',
    // Threads that wait by spinning slow everything down many times over where the cores are shared.
    session_options: { extra: { session: { intra_op: { allow_spinning: '0' } } } },
    progress_callback: (event) => {
      if (event.status === 'progress_total') onProgress?.(event.progress / 100);
    },
  });
  const longest = Math.min(DEFAULT_LONGEST, tokenizer.model_max_length ?? DEFAULT_LONGEST);
  const specials = tokenizer.encode('');
  const infer = async (rows: readonly (readonly number[])[]) => {
    const { last_hidden_state: hidden } = await network(padded(rows, tokenizer.pad_token_id ?? 0));
    if (hidden === undefined)
      throw new Error(`${model} gives no last hidden state: it is no sentence-embedding model.`);
    return hidden as Tensor;
  };
  const probe = await infer([specials]);
  return {
    dimensions: probe.dims[2]!,
    tokenize: (text) => withoutMiddle(tokenizer.encode(text), longest),
    infer: async (rows) => (await infer(rows)).data as Float32Array,
  };
}

/** The special tokens stand at the ends, so cutting the middle keeps them. */
function withoutMiddle(ids: number[], longest: number): number[] {
  if (ids.length <= longest) return ids;
  const head = Math.ceil(longest / 2);
  return [...ids.slice(0, head), ...ids.slice(ids.length - (longest - head))];
}

function padded(rows: readonly (readonly number[])[], padding: number) {
  const width = Math.max(...rows.map((row) => row.length));
  const ids = new BigInt64Array(rows.length * width).fill(BigInt(padding));
  const mask = new BigInt64Array(rows.length * width);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    for (let j = 0; j < row.length; j++) {
      ids[i * width + j] = BigInt(row[j]!);
      mask[i * width + j] = 1n;
    }
  }
  const shape = [rows.length, width];
  return { input_ids: new Tensor('int64', ids, shape), attention_mask: new Tensor('int64', mask, shape) };
}
