import { BenchError } from '../../harness/bench-error.ts';
import { fingerprint } from '../../harness/fingerprint.ts';
import { lastUserText, type RouteRequest } from '../../harness/request.ts';
import type { DecisionMatch } from './decision-layout.ts';
import { type Decision, isSameDecision, type ReadDecisions } from './read-decisions.ts';

/** An example as far as it is needed to find its decision. */
export interface KnownExample {
  readonly id: string;
  readonly request: RouteRequest;
}

/** Decisions by the content of requests: when a request comes, its id is not known. */
export interface MatchedDecisions {
  /** By fingerprint of the request, at least one. */
  readonly byRequest: ReadonlyMap<string, Decision>;
  /** Examples without a decision. */
  readonly missing: number;
  /** Examples of equal content with another decision than the first one: which of them is meant cannot be told. */
  readonly ambiguous: number;
}

/** What a request is recognised by: its messages and its place in a session. */
export function requestFingerprint({ messages, session }: RouteRequest): string {
  const said = messages.map(({ role, content }) => [role, content]);
  return fingerprint(JSON.stringify([said, session === undefined ? null : [session.id, session.turn]]));
}

/** The keys by which rows of a file find their examples. */
export function exampleKeys(examples: readonly KnownExample[], match: DecisionMatch): ReadonlyMap<string, number> {
  return new Map(examples.map((example, place) => [keyOf(example, place, match), place]));
}

function keyOf({ id, request }: KnownExample, place: number, match: DecisionMatch): string {
  if (match === 'id') return id;
  return match === 'prompt' ? lastUserText(request) : String(place);
}

/**
 * Finds the decision of each example.
 *
 * @param mayMiss whether an example may be without one
 * @throws {BenchError} naming the file, how many decisions are missing and the first of them
 */
export function matchDecisions(
  file: string,
  read: ReadDecisions,
  examples: readonly KnownExample[],
  mayMiss: boolean,
): MatchedDecisions {
  const { match } = read.layout;
  if (match === 'row' && read.rows !== examples.length) throw otherLength(file, read.rows, examples.length);
  const found = new Map<string, Decision>();
  const missing: string[] = [];
  let ambiguous = 0;
  examples.forEach((example, place) => {
    const decision = read.decisions.get(keyOf(example, place, match));
    if (decision === undefined) {
      missing.push(example.id);
      return;
    }
    const request = requestFingerprint(example.request);
    const first = found.get(request);
    if (first === undefined) found.set(request, decision);
    else if (!isSameDecision(first, decision)) ambiguous += 1;
  });
  if (found.size === 0) throw noneMatches(file, read, examples);
  if (missing.length > 0 && !mayMiss) throw lacking(file, missing, examples.length);
  return { byRequest: found, missing: missing.length, ambiguous };
}

function otherLength(file: string, rows: number, examples: number): BenchError {
  return new BenchError(`${file} has ${rows} rows, and the dataset ${examples} examples that all models answered`, {
    hint: 'Rows are matched by their place only where there is one for each example, in order. Give the file a column "id".',
  });
}

function noneMatches(file: string, { layout, firstKey }: ReadDecisions, examples: readonly KnownExample[]): BenchError {
  const show = (text: string) => JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
  const theirs = show(firstKey ?? '');
  const ours = show(examples.length === 0 ? '' : keyOf(examples[0]!, 0, layout.match));
  return new BenchError(
    `${file} has a decision for none of the ${examples.length} examples: its first ${layout.match} is ${theirs}, that of the dataset ${ours}`,
    {
      hint:
        layout.match === 'id' ? "Where it has the prompts, they can be matched by text: match: 'prompt'." : undefined,
    },
  );
}

const MOST_NAMED = 3;

function lacking(file: string, missing: readonly string[], examples: number): BenchError {
  const named = missing.slice(0, MOST_NAMED).map((id) => JSON.stringify(id));
  const others = missing.length > MOST_NAMED ? ' …' : '';
  return new BenchError(
    `${file} has no decision for ${missing.length} of ${examples} examples: ${named.join(', ')}${others}`,
    { hint: "Complete the file, or name a model that takes what it lacks: otherwise: '…'." },
  );
}
