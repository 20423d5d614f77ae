import type { DriftExpectation, DriftFindings, DriftReport } from '../../harness/drift/drift-schema.ts';
import { decimal, percent, pointsNumber } from '../../reports/format.ts';
import { plainText } from '../../reports/plain-text.ts';
import { wrapped } from '../wrapped-text.ts';
import { shortP } from './drift-verdict.ts';

const MOVERS_SHOWN = 5;

/** The report for a terminal: the verdict first, then what it rests on. */
export function driftText(report: DriftReport): string {
  const { findings, verdict, notes } = report;
  return [
    ...verdict.sentences.map((sentence) => wrapped(sentence)),
    '',
    sideLine('A', report.a),
    sideLine('B', report.b),
    ...(findings === undefined ? [] : findingsLines(findings)),
    ...(notes.length === 0 ? [] : ['', ...notes.map((note) => wrapped(`Note: ${plainText(note, 600)}`))]),
  ].join('\n');
}

function sideLine(letter: string, { name, kind, prompts, units, used }: DriftReport['a']): string {
  const independent = units === prompts ? '' : `, ${units} independent`;
  return `${letter}  ${plainText(name, 80)} (${kind}): ${prompts} prompts${independent}, ${used} compared`;
}

function findingsLines(findings: DriftFindings): string[] {
  return [
    '',
    `Tests (${findings.permutations} permutations; adjusted by Holm)`,
    ...columns([
      ['', 'statistic', 'p', 'adjusted'],
      ...findings.tests.map(({ of, statistic, value, p, adjustedP }) => [
        plainText(of, 40),
        `${statistic} ${statistic === 'χ²' ? value.toFixed(1) : decimal(value, 5)}`,
        shortP(p),
        shortP(adjustedP),
      ]),
    ]),
    ...findings.traits.flatMap(traitLines),
    ...newLines(findings),
    ...(findings.expected === undefined ? [] : expectedLines(findings.expected)),
  ];
}

function traitLines({ name, movers }: DriftFindings['traits'][number]): string[] {
  const shown = movers.slice(0, MOVERS_SHOWN);
  const rows = shown.map(({ value, a, b }) => [plainText(value, 40), percent(a), percent(b), pointsNumber(b - a)]);
  const more = movers.length > shown.length ? [`  … and ${movers.length - shown.length} more values`] : [];
  return ['', `Shares: ${plainText(name, 60)}`, ...columns([['', 'A', 'B', 'points'], ...rows]), ...more];
}

function newLines({ newPrompts }: DriftFindings): string[] {
  const { share, far, neighbour, threshold, expectedFar, denser, times, clusters } = newPrompts;
  return [
    '',
    'New prompts',
    ...indented(
      `${percent(share)} of B: ${percent(far)} are farther from their ${neighbour}th neighbour in A (1 − cosine above ${decimal(threshold, 3)}) than all but ${percent(expectedFar, 0)} of A's own prompts, ${percent(denser)} stand where B is more than ${times} times as dense as A, by the classifier.`,
    ),
    ...clusters.flatMap(({ size, share, examples }, i) => [
      `  cluster ${i + 1}: ${size} prompts, ${percent(share)} of B`,
      ...examples.map((example) => `    “${plainText(example, 100)}”`),
    ]),
  ];
}

function indented(text: string): string[] {
  return wrapped(text, 96)
    .split('\n')
    .map((line) => `  ${line}`);
}

function expectedLines(expected: DriftExpectation): string[] {
  const title = ['', 'Expected change of quality, in points of 100'];
  if ('undefined' in expected) return [...title, ...indented(`withheld, because ${expected.undefined}`)];
  const hasMeasured = expected.models.some(({ measured }) => measured !== undefined);
  const interval = ({ value, low, high }: { value: number; low: number; high: number }) =>
    `${pointsNumber(value)} (${pointsNumber(low)} to ${pointsNumber(high)})`;
  const rows = expected.models.map(({ of, before, change, measured }) => [
    plainText(of, 40),
    decimal(before, 3),
    interval(change),
    ...(hasMeasured ? [measured === undefined ? '' : interval(measured)] : []),
  ]);
  const heading = ['', 'on A', 'expected on B', ...(hasMeasured ? ['measured on B'] : [])];
  const basis = `${expected.assumes} 95 % intervals. The prompts of A, weighted to look like B, are worth ${expected.effectiveSize.toFixed(0)}; ${percent(expected.clipped)} of the weights were clipped.`;
  return [...title, ...columns([heading, ...rows]), ...indented(basis)];
}

/** The first column to the left, all others to the right. */
function columns(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]!.map((_, at) => Math.max(...rows.map((row) => row[at]!.length)));
  return rows.map((row) => {
    const cells = row.map((cell, at) => (at === 0 ? cell.padEnd(widths[at]!) : cell.padStart(widths[at]!)));
    return `  ${cells.join('  ').trimEnd()}`;
  });
}
