import type { GateResult } from '../../harness/gate/gate-result.ts';
import { CRITERION_TITLE, criterionSentence, flipWords, gateHeadline, violationWords } from './gate-words.ts';

/** Prompts that an annotation names: GitHub shows ten annotations a step, and cuts long ones. */
const NAMED = 5;

/** Workflow commands of GitHub Actions: what went wrong stands at the top of the run. */
export function gateAnnotations(result: GateResult): string {
  if (result.status === 'not-comparable') return command('error', 'Signalbox: not comparable', gateHeadline(result));
  const { criteria, violations, flips } = result;
  const worst = flips.slice(0, NAMED).map(flipWords);
  const lines = criteria
    .filter(({ regression }) => regression)
    .map((criterion) =>
      command(
        'error',
        `Signalbox: regression of ${CRITERION_TITLE[criterion.name]}`,
        [criterionSentence(criterion), ...worst].join('\n'),
      ),
    );
  const { fresh } = violations;
  if (fresh.length > 0) {
    const named = fresh.slice(0, NAMED).map(violationWords);
    lines.push(command('error', 'Signalbox: constraints broken', [`${fresh.length} new`, ...named].join('\n')));
  }
  return lines.length > 0 ? lines.join('') : command('notice', 'Signalbox', gateHeadline(result));
}

/** Escaped as the runner unescapes: in data `%` and line breaks, in properties `:` and `,` too. */
function command(level: 'error' | 'notice', title: string, message: string): string {
  const data = (text: string) => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
  const property = (text: string) => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
  return `::${level} title=${property(title)}::${data(message)}\n`;
}
