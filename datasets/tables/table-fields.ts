/** What a table may say of an example. */
export const EXAMPLE_FIELDS = [
  'id',
  'prompt',
  'messages',
  'task',
  'group',
  'label',
  'grading',
  'grader',
  'reference',
  'at',
  'sessionId',
  'turn',
  'metadata',
] as const;
/** What a table may say of one example answered by one model. */
export const OUTCOME_FIELDS = [
  'quality',
  'response',
  'status',
  'errorCode',
  'costUsd',
  'latencyMs',
  'inputTokens',
  'cachedInputTokens',
  'outputTokens',
] as const;

export type ExampleField = (typeof EXAMPLE_FIELDS)[number];
export type OutcomeField = (typeof OUTCOME_FIELDS)[number];
export type TableField = ExampleField | OutcomeField | 'model';

/** Names under which each field is found, in order of preference. Case, `_`, `-` and spaces do not matter. */
const NAMES: Readonly<Record<TableField, readonly string[]>> = {
  id: ['id', 'example_id', 'example', 'sample_id', 'prompt_id', 'question_id', 'query_id'],
  prompt: ['prompt', 'question', 'query', 'instruction', 'input', 'text'],
  messages: ['messages', 'conversation'],
  task: ['task', 'task_name', 'eval_name', 'category', 'subject', 'benchmark'],
  group: ['group', 'group_id', 'cluster'],
  label: ['label', 'gold_route', 'route'],
  grading: ['grading'],
  grader: ['grader'],
  reference: ['reference', 'reference_answer', 'expected'],
  at: ['at', 'timestamp', 'created_at'],
  sessionId: ['session_id', 'session', 'conversation_id'],
  turn: ['turn'],
  metadata: ['metadata'],
  model: ['model', 'model_id', 'model_name'],
  quality: ['quality', 'score', 'correct', 'accuracy', 'grade', 'reward'],
  response: ['response', 'model_response', 'output', 'completion'],
  status: ['status'],
  errorCode: ['error_code', 'error'],
  costUsd: ['cost_usd', 'total_cost', 'cost', 'usd'],
  latencyMs: ['latency_ms'],
  inputTokens: ['input_tokens', 'prompt_tokens', 'tokens_in'],
  cachedInputTokens: ['cached_input_tokens', 'cached_tokens'],
  outputTokens: ['output_tokens', 'completion_tokens', 'tokens_out'],
};

/** The names under which a field is looked for, for messages. */
export function namesOf(field: TableField): string {
  return NAMES[field].join(', ');
}

/** Position of the column that holds a field; `mapped` names it explicitly. */
export function positionOf(
  field: TableField,
  columns: readonly string[],
  mapped: string | undefined,
): number | undefined {
  const wanted = mapped === undefined ? NAMES[field].map(plain) : undefined;
  const names = wanted === undefined ? columns : columns.map(plain);
  for (const name of wanted ?? [mapped!]) {
    const at = names.indexOf(name);
    if (at >= 0) return at;
  }
  return undefined;
}

const SUFFIXES: ReadonlyMap<string, OutcomeField> = new Map(
  OUTCOME_FIELDS.flatMap((field) => NAMES[field].map((name) => [plain(name), field] as const)),
);

/** `gpt-4|total_cost` or `meta/llama-2/score` → the model and the field; model names may hold slashes themselves. */
export function splitModelColumn(column: string): { model: string; field: OutcomeField } | undefined {
  const at = Math.max(column.lastIndexOf('|'), column.lastIndexOf('/'));
  if (at <= 0) return undefined;
  const field = SUFFIXES.get(plain(column.slice(at + 1)));
  return field === undefined ? undefined : { model: column.slice(0, at), field };
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[\s_-]/g, '');
}
