import type { RecordSummary } from '../../harness/record/recorder/record-summary.ts';

/** How a command ends whose recording ended so: 130 after an interruption, 1 where something was not asked, else 0. */
export function exitCodeOf({ stopped, givenUp }: RecordSummary): 0 | 1 | 130 {
  if (stopped === 'interrupted') return 130;
  return givenUp.length > 0 || stopped === 'budget' ? 1 : 0;
}
