import { alignedColumns } from '../../datasets/aligned-columns.ts';
import type { ArmFigure, ComparedFigure } from '../../harness/off-policy/compare-arms.ts';
import {
  count,
  counted,
  decimal,
  milliseconds,
  percent,
  points,
  pointsNumber,
  signed,
  usdPer1000,
} from '../../reports/format.ts';
import { plainText } from '../../reports/plain-text.ts';
import { wrapped } from '../wrapped-text.ts';
import type { ArmFacts, LogComparison } from './run-compare.ts';

/** A comparison for a terminal. */
export function compareText(comparison: LogComparison): string {
  const { a, b, figures, slices = [] } = comparison;
  return [
    `A  ${armWords(a)}`,
    `B  ${armWords(b)}`,
    '',
    ...alignedColumns([HEAD, ...figures.map((figure) => cells(figure, WORDS[figure.figure].name))]),
    ...slices.flatMap(({ value, figures: own }) => [
      '',
      ...alignedColumns([
        [plainText(value, 40), ...HEAD.slice(1)],
        ...own.map((figure) => cells(figure, `  ${WORDS[figure.figure].name}`)),
      ]),
    ]),
    '',
    ...notes(comparison).map((note) => wrapped(note)),
  ].join('\n');
}

const HEAD = ['', 'A', 'B', 'B − A', '95 % interval', 'p', 'p (Holm)', 'detectable'];

const WORDS: Readonly<
  Record<ArmFigure, { name: string; text(x: number): string; difference(x: number): string; bound?(x: number): string }>
> = {
  quality: { name: 'quality', text: (x) => decimal(x), difference: points, bound: pointsNumber },
  costUsd: { name: '$ / 1k', text: usdPer1000, difference: usdPer1000 },
  latencyP50Ms: { name: 'latency p50', text: milliseconds, difference: (x) => `${signed(x, 0)} ms` },
  latencyP95Ms: { name: 'latency p95', text: milliseconds, difference: (x) => `${signed(x, 0)} ms` },
  errorRate: { name: 'errors', text: (x) => percent(x, 2), difference: points, bound: pointsNumber },
  refusalRate: { name: 'refusals', text: (x) => percent(x, 2), difference: points, bound: pointsNumber },
};

function armWords({ file, records, units, graded, policies }: ArmFacts): string {
  const by = policies.length === 1 ? `policy ${policies[0]!.slice(0, 12)}…` : `${policies.length} policies`;
  return `${plainText(file, 60)}: ${counted(records, 'record')} in ${counted(units, 'conversation or distinct request', 'conversations and distinct requests')}, ${count(graded)} graded, ${by}`;
}

function cells(compared: ComparedFigure, name: string): string[] {
  const { text, difference: words, bound = words } = WORDS[compared.figure];
  if ('undefined' in compared) {
    const own = [compared.a, compared.b].map((value) => (value === undefined ? '–' : text(value)));
    return [name, ...own, 'not defined', '', '', '', ''];
  }
  const { a, b, difference, pHolm } = compared;
  return [
    name,
    text(a),
    text(b),
    words(difference.value),
    `${bound(difference.low)} to ${bound(difference.high)}`,
    pText(difference.p),
    pText(pHolm),
    words(difference.detectable).replace('+', ''),
  ];
}

function pText(p: number): string {
  return p < 0.0001 ? '<.0001' : decimal(p, 4);
}

function notes({ figures, unitsInBoth, sampleRatio, slices }: LogComparison): string[] {
  const missing = figures.filter((each) => 'undefined' in each);
  return [
    ...missing.map((each) => `${WORDS[each.figure].name}: not defined, ${each.undefined}.`),
    ...(unitsInBoth === 0
      ? []
      : [
          `${counted(unitsInBoth, 'conversation or distinct request is', 'conversations and distinct requests are')} in both logs. Means allow for it; draw the arm by conversation next time.`,
        ]),
    ...(sampleRatio === undefined ? [] : [ratioWords(sampleRatio)]),
    ...(slices === undefined
      ? []
      : ['Slices are described one by one; their p values are adjusted inside a slice only.']),
    'Intervals and p values are robust to dependence inside conversations. Detectable: the true difference that this much traffic finds in 80 % of the cases.',
  ];
}

function ratioWords({ units, expected, observed, p, isMismatch }: NonNullable<LogComparison['sampleRatio']>): string {
  const facts = `${count(units[0])} to ${count(units[1])} is ${percent(observed)} for A, ${percent(expected)} was intended (p ${pText(p)})`;
  return isMismatch
    ? `Sample ratio mismatch: ${facts}. Something chose what is in the logs: believe no difference before it is found.`
    : `The split is as intended: ${facts}.`;
}
