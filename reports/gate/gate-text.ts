import type { GateResult } from '../../harness/gate/gate-result.ts';
import { counted } from '../format.ts';
import { plainText } from '../plain-text.ts';
import {
  addedWords,
  CRITERION_TITLE,
  criterionSentence,
  criterionValue,
  flipWords,
  gateHeadline,
  violationWords,
} from './gate-words.ts';

/** Flips that a terminal shows. */
const SHOWN = 10;

/** The gate for a terminal. */
export function gateText(result: GateResult): string {
  const lines = [gateHeadline(result)];
  if (result.status !== 'not-comparable') {
    const { criteria, untested, violations, flips } = result;
    const added = addedWords(result);
    if (added !== undefined) lines.push(added);
    lines.push('');
    for (const criterion of criteria) {
      const { name, before, after, regression } = criterion;
      const [was, is] = [criterionValue(criterion, before), criterionValue(criterion, after)];
      lines.push(`${regression ? '✗' : '✓'} ${CRITERION_TITLE[name]}: ${was} → ${is}; ${criterionSentence(criterion)}`);
    }
    const { before, after, fresh } = violations;
    lines.push(`${fresh.length > 0 ? '✗' : '✓'} constraint violations: ${before} → ${after}, ${fresh.length} new`);
    lines.push(...fresh.slice(0, SHOWN).map((violation) => `    ${violationWords(violation)}`));
    for (const { name, because } of untested) lines.push(`· ${CRITERION_TITLE[name]}: not tested, ${because}`);
    if (flips.length > 0) lines.push('', `${counted(flips.length, 'prompt')} go to another model, the worst first:`);
    lines.push(...flips.slice(0, SHOWN).map((flip) => `  ${flipWords(flip)}`));
    if (flips.length > SHOWN) lines.push(`  and ${flips.length - SHOWN} more`);
  }
  if (result.notes.length > 0) lines.push('', ...result.notes.map((note) => `Note: ${plainText(note, 400)}.`));
  return `${lines.join('\n')}\n`;
}
