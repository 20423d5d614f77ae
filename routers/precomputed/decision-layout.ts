import { BenchError } from '../../harness/bench-error.ts';
import { nearest } from '../../harness/nearest-word.ts';

/** What a file says of each request: a model, the odds of the strong one, or a score per model. */
export const KINDS = ['decisions', 'win-rates', 'scores'] as const;
export type DecisionKind = (typeof KINDS)[number];

/** By what a row is matched with an example: its id, the text of its last user message, or its place in the table. */
export const MATCHES = ['id', 'prompt', 'row'] as const;
export type DecisionMatch = (typeof MATCHES)[number];

/** Where what stands in a file. */
export interface DecisionLayout {
  readonly match: DecisionMatch;
  /** Column of the id or the prompt; absent where rows are matched by their place. */
  readonly key?: string;
  readonly value:
    | { readonly as: 'decisions' | 'win-rates'; readonly column: string }
    | { readonly as: 'scores'; readonly columns: readonly { readonly name: string; readonly model: number }[] };
  /** Columns of the router's own bill, where the file has them. */
  readonly usd?: string;
  readonly latencyMs?: string;
}

export interface LayoutOptions {
  readonly as?: DecisionKind | undefined;
  readonly match?: DecisionMatch | undefined;
  /** Column of the decision or win rate, where it has a name of its own. */
  readonly column?: string | undefined;
}

/** Names of columns, the first that a file has; the second and later ones are those of RouterArena and RouteLLM. */
const KEYS = { id: ['id', 'global index', 'global_index'], prompt: ['prompt'] } as const;
const VALUES = { decisions: ['model', 'prediction'], 'win-rates': ['win_rate', 'strong_win_rate', 'strong_win_rates'] };
const USD = 'usd';
const LATENCY_MS = 'latency_ms';

/**
 * Recognises the layout of a file by its columns.
 *
 * @param modelNamed index of the model that a column is named after, −1 for none
 * @throws {BenchError} naming the columns, what is missing or in doubt, and the option that settles it
 */
export function decisionLayout(
  file: string,
  columns: readonly string[],
  options: LayoutOptions,
  pool: readonly string[],
  modelNamed: (name: string) => number,
): DecisionLayout {
  const has = new Set(columns);
  return {
    ...keyOf(file, has, options.match),
    value: layoutValue(file, has, options, pool, modelNamed),
    ...(has.has(USD) ? { usd: USD } : {}),
    ...(has.has(LATENCY_MS) ? { latencyMs: LATENCY_MS } : {}),
  };
}

function keyOf(
  file: string,
  has: ReadonlySet<string>,
  match: DecisionMatch | undefined,
): Pick<DecisionLayout, 'match' | 'key'> {
  if (match === 'row') return { match };
  for (const by of match === undefined ? (['id', 'prompt'] as const) : [match]) {
    const key = KEYS[by].find((name) => has.has(name));
    if (key !== undefined) return { match: by, key };
  }
  const wanted = match === undefined ? [...KEYS.id, ...KEYS.prompt] : KEYS[match];
  throw new BenchError(`${file} has no column ${listed(wanted)}; it has ${listed([...has])}`, {
    hint: "Rows in the order of the dataset are matched with match: 'row'.",
  });
}

function layoutValue(
  file: string,
  has: ReadonlySet<string>,
  { as, column }: LayoutOptions,
  pool: readonly string[],
  modelNamed: (name: string) => number,
): DecisionLayout['value'] {
  if (column !== undefined) return ownColumn(file, has, as, column);
  if (as === 'scores') return { as, columns: scoreColumns(file, has, pool, modelNamed).known };
  const found = (as === undefined ? (['decisions', 'win-rates'] as const) : [as]).flatMap((kind) => {
    const name = VALUES[kind].find((each) => has.has(each));
    return name === undefined ? [] : [{ as: kind, column: name }];
  });
  if (found.length === 1) return found[0]!;
  if (found.length > 1) {
    throw new BenchError(`${file} has decisions and win rates: columns ${listed(found.map((each) => each.column))}`, {
      hint: "Say which to take: as: 'decisions' or as: 'win-rates'.",
    });
  }
  if (as !== undefined) {
    throw new BenchError(`${file} has no column ${listed(VALUES[as])}; it has ${listed([...has])}`, {
      hint: 'Name the column: column: "…".',
    });
  }
  const { known, others } = scoreColumns(file, has, pool, modelNamed);
  if (others.length === 0) return { as: 'scores', columns: known };
  const guess = nearest(others[0]!, pool);
  throw new BenchError(`${file}: the columns ${listed(others)} name no model of the pool (${pool.join(', ')})`, {
    hint: `${guess === undefined ? '' : `Did you mean "${guess}"? `}Name them by aliases, or leave them out by as: 'scores'.`,
  });
}

function ownColumn(file: string, has: ReadonlySet<string>, as: DecisionKind | undefined, column: string) {
  if (as === undefined || as === 'scores') {
    throw new BenchError(`precomputed: column "${column}" needs as: 'decisions' or as: 'win-rates'`);
  }
  if (has.has(column)) return { as, column };
  throw new BenchError(`${file} has no column "${column}"; it has ${listed([...has])}`);
}

function scoreColumns(
  file: string,
  has: ReadonlySet<string>,
  pool: readonly string[],
  modelNamed: (name: string) => number,
) {
  const aside = new Set<string>([...KEYS.id, ...KEYS.prompt, USD, LATENCY_MS]);
  const columns = [...has].filter((name) => !aside.has(name)).map((name) => ({ name, model: modelNamed(name) }));
  const known = columns.filter(({ model }) => model >= 0);
  const twice = known.find(({ model }, i) => known.findIndex((each) => each.model === model) < i);
  if (twice !== undefined) {
    throw new BenchError(`${file}: two columns are scores of ${pool[twice.model]}: one of them is "${twice.name}"`);
  }
  if (known.length > 0) return { known, others: columns.filter(({ model }) => model < 0).map(({ name }) => name) };
  throw new BenchError(`${file} has neither decisions, win rates nor scores: its columns are ${listed([...has])}`, {
    hint: `It takes a column "model" with ids of the pool, a column "win_rate", or one column of scores for each model: ${pool.join(', ')}.`,
  });
}

const MOST_LISTED = 12;

function listed(names: readonly string[]): string {
  const shown = names
    .slice(0, MOST_LISTED)
    .map((name) => JSON.stringify(name.length > 60 ? `${name.slice(0, 60)}…` : name));
  return `${shown.join(', ')}${names.length > MOST_LISTED ? ' …' : ''}`;
}
