import { canonicalJson } from '../canonical-json.ts';
import type { Measurement } from './baseline.ts';

/** What changed between two measurements without making them incomparable, a line each. */
export function changeNotes(before: Measurement, after: Measurement): string[] {
  const notes: string[] = [];
  const { policy: was, fingerprints: old } = before;
  const { policy: is, fingerprints: now } = after;
  if (was.candidate !== is.candidate) notes.push(`the policy was ${was.candidate} and is ${is.candidate}`);
  else if (canonicalJson(was) !== canonicalJson(is)) notes.push(`the operating point of ${is.candidate} is another`);
  if (canonicalJson(before.objective) !== canonicalJson(after.objective)) notes.push('the objective is another');
  if (before.seed !== after.seed) notes.push(`the seed was ${before.seed} and is ${after.seed}`);
  if (old.code !== now.code) notes.push(`Signalbox was ${old.code} and is ${now.code}`);
  return notes;
}
