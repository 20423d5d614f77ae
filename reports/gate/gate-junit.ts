import type { GateResult } from '../../harness/gate/gate-result.ts';
import { blockText } from '../plain-text.ts';
import { CRITERION_TITLE, criterionSentence, flipWords, gateHeadline, violationWords } from './gate-words.ts';

/** Prompts that a failure names. */
const NAMED = 20;

interface TestCase {
  readonly name: string;
  readonly failure?: { readonly message: string; readonly body: string };
  readonly skipped?: string;
}

/** JUnit XML, a test case for each criterion: what continuous integration shows as tests. */
export function gateJunit(result: GateResult): string {
  const cases = casesOf(result);
  const failures = cases.filter(({ failure }) => failure !== undefined).length;
  const skipped = cases.filter((each) => each.skipped !== undefined).length;
  const counts = `tests="${cases.length}" failures="${failures}" errors="0" skipped="${skipped}"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="signalbox" ${counts}>`,
    `  <testsuite name="signalbox check" ${counts}>`,
    ...cases.map(caseXml),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

function casesOf(result: GateResult): TestCase[] {
  if (result.status === 'not-comparable') {
    const body = result.because.map(({ what, words }) => `${what}: ${words}`).join('\n');
    return [{ name: 'comparable with the baseline', failure: { message: gateHeadline(result), body } }];
  }
  const { criteria, untested, violations, flips } = result;
  const worst = flips.slice(0, NAMED).map(flipWords).join('\n');
  const { fresh } = violations;
  const broken = fresh.slice(0, NAMED).map(violationWords).join('\n');
  return [
    ...criteria.map((criterion): TestCase => {
      const name = CRITERION_TITLE[criterion.name];
      return criterion.regression
        ? { name, failure: { message: criterionSentence(criterion), body: worst } }
        : { name };
    }),
    {
      name: 'constraints',
      ...(fresh.length > 0 && { failure: { message: `${fresh.length} new violations`, body: broken } }),
    },
    ...untested.map(({ name, because }) => ({ name: CRITERION_TITLE[name], skipped: because })),
  ];
}

function caseXml({ name, failure, skipped }: TestCase): string {
  const open = `    <testcase classname="signalbox" name="${xmlText(name)}"`;
  if (failure !== undefined) {
    return `${open}>\n      <failure message="${xmlText(failure.message)}">${xmlText(failure.body)}</failure>\n    </testcase>`;
  }
  return skipped === undefined ? `${open}/>` : `${open}><skipped message="${xmlText(skipped)}"/></testcase>`;
}

/** Text that XML 1.0 can hold, in an attribute or between tags. Control characters have no escape: they are replaced. */
function xmlText(text: string): string {
  return blockText(text)
    .replace(/[\ufffe\uffff]/g, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
