import { alignedColumns } from '../../datasets/aligned-columns.ts';
import { count, counted, decimal, milliseconds, percent, points, usd, usdPer1000 } from '../../reports/format.ts';
import { plainText } from '../../reports/plain-text.ts';
import { wrapped } from '../wrapped-text.ts';
import type { FailoverReport, TimeLineRow, TrafficFigures } from './failover-report.ts';

/** The report for a terminal: what the chain is worth first, then where that comes from. */
export function failoverText(report: FailoverReport): string {
  const { withChain, withoutChain, faults, favourite, notes } = report;
  const detail = withChain ?? withoutChain;
  return [
    wrapped(headline(report)),
    '',
    wrapped(trafficWords(report)),
    wrapped(`Faults: ${faults.length === 0 ? 'none' : faults.map((fault) => plainText(fault, 80)).join(', ')}`),
    wrapped(`Favourite: ${plainText(favourite.model, 60)}, the choice for ${percent(favourite.share)} of the requests`),
    '',
    ...figuresTable(withChain, withoutChain),
    '',
    ...timeLineTable(report),
    ...coolDownLines(report),
    ...limitLines(detail),
    ...reasonLines(withChain, withoutChain),
    '',
    ...notes.map((note) => wrapped(note)),
  ].join('\n');
}

function headline({ withChain, withoutChain, dataset }: FailoverReport): string {
  const simulated = dataset.simulated ? 'Simulated models. ' : '';
  if (withChain === undefined) return `${simulated}The choices alone answer ${share(withoutChain.availability)}.`;
  const quality =
    withChain.quality === undefined || withoutChain.worstQuality === undefined
      ? ''
      : ` Quality of what is answered ${decimal(withChain.quality)} against ${decimal(withoutChain.quality!)}, with failures as 0 ${decimal(withChain.worstQuality!)} against ${decimal(withoutChain.worstQuality)} (${points(withChain.worstQuality! - withoutChain.worstQuality)}).`;
  const violations =
    withChain.violations === 0 ? 'No constraint was violated.' : `${withChain.violations} CONSTRAINT VIOLATIONS.`;
  return `${simulated}With the chain ${share(withChain.availability)} of the requests are answered, with the choice alone ${share(withoutChain.availability)}, at ${usdPer1000(withChain.costUsd)} against ${usdPer1000(withoutChain.costUsd)} per 1,000 requests.${quality} ${violations}`;
}

/** Enough digits that 99.9 % is told from 99.99 %. */
function share(value: number | undefined): string {
  return value === undefined ? 'none' : percent(value, 2);
}

function trafficWords({ traffic, dataset, policy }: FailoverReport): string {
  const { requests, inConversations, durationMs, rate } = traffic;
  const pace = rate === 'recorded' ? 'as recorded' : `${rate} a minute`;
  return `Traffic: ${counted(requests, 'request')} of ${plainText(dataset.name, 60)}, ${count(inConversations)} in conversations, ${pace} for ${elapsed(durationMs)}, by policy ${plainText(policy.name, 60)} (${policy.fingerprint.slice(0, 12)}…)`;
}

type Row = readonly [name: string, cell: (figures: TrafficFigures) => string];

const ROWS: readonly Row[] = [
  ['availability', ({ availability }) => share(availability)],
  ['unanswered', ({ requests, answered }) => count(requests - answered)],
  ['quality of answers', ({ quality }) => (quality === undefined ? '–' : decimal(quality))],
  ['quality, failed as 0', ({ worstQuality }) => (worstQuality === undefined ? '–' : decimal(worstQuality))],
  ['$ / 1k requests', ({ costUsd }) => usdPer1000(costUsd)],
  [
    '$ / 1k answers',
    ({ costUsd, requests, answered }) => (answered === 0 ? '–' : usdPer1000((costUsd * requests) / answered)),
  ],
  ['latency p50', ({ latencyMs }) => (latencyMs === undefined ? '–' : milliseconds(latencyMs.p50))],
  ['latency p95', ({ latencyMs }) => (latencyMs === undefined ? '–' : milliseconds(latencyMs.p95))],
  ['latency p99', ({ latencyMs }) => (latencyMs === undefined ? '–' : milliseconds(latencyMs.p99))],
  ['served by', ({ hops }) => hopWords(hops)],
  ['elsewhere than planned', ({ elsewhere, answered }) => (answered === 0 ? '–' : percent(elsewhere / answered))],
  ['attempts / failed', ({ attempts, failures }) => `${count(attempts)} / ${count(total(failures))}`],
  ['failed by', ({ failures }) => tallyWords(failures)],
  ['turns that kept their model', ({ sessions }) => sessionWords(sessions)],
  ['violations', ({ violations }) => count(violations)],
];

function figuresTable(withChain: TrafficFigures | undefined, withoutChain: TrafficFigures): string[] {
  if (withChain === undefined) {
    return alignedColumns([['', 'choice alone'], ...ROWS.map(([name, cell]) => [name, cell(withoutChain)])]);
  }
  return alignedColumns([
    ['', 'with chain', 'choice alone'],
    ...ROWS.map(([name, cell]) => [name, cell(withChain), cell(withoutChain)]),
  ]);
}

function hopWords(hops: TrafficFigures['hops']): string {
  const words = hops.filter(({ answers }) => answers > 0);
  return (
    words.map((each) => `${each.hop === 0 ? 'choice' : `hop ${each.hop}`} ${percent(each.share)}`).join(', ') || '–'
  );
}

function sessionWords(sessions: TrafficFigures['sessions']): string {
  if (sessions === undefined) return '–';
  const { turns, stayed, cacheLostUsd } = sessions;
  return `${count(stayed)} of ${count(turns)}, cache lost ${usd(cacheLostUsd)}`;
}

function total(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((sum, each) => sum + each, 0);
}

function tallyWords(counts: Readonly<Record<string, number>>): string {
  const words = Object.entries(counts).map(([word, times]) => `${plainText(word, 40)} ${count(times)}`);
  return words.join(', ') || '–';
}

function timeLineTable({ timeLine, withChain }: FailoverReport): string[] {
  const head = ['from', 'requests', 'answered', ...(withChain ? ['choice alone', 'failed over', 'elsewhere'] : [])];
  return alignedColumns([[...head, 'faults'], ...timeLine.map((row) => timeLineCells(row, withChain !== undefined))]);
}

function timeLineCells(row: TimeLineRow, chained: boolean): string[] {
  const alone = count(row.answeredWithoutChain);
  const cells = chained ? [count(row.answered!), alone, count(row.failedOver!), count(row.elsewhere!)] : [alone];
  return [
    elapsed(row.fromMs),
    count(row.requests),
    ...cells,
    row.faults.map((fault) => plainText(fault, 60)).join(' '),
  ];
}

const COOL_DOWNS_SHOWN = 8;

function coolDownLines({ withChain, traffic }: FailoverReport): string[] {
  const coolDowns = withChain?.coolDowns ?? [];
  if (coolDowns.length === 0) return [];
  const since = (at: number) => elapsed(at - Date.parse(traffic.start));
  const lines = coolDowns.slice(0, COOL_DOWNS_SHOWN).map(({ model, from, until, failedTrials }) => {
    const end = until === undefined ? 'the end' : since(until);
    return `  ${plainText(model, 60)} from ${since(from)} to ${end}; ${counted(failedTrials, 'trial request')} failed in between`;
  });
  const more = coolDowns.length - lines.length;
  return ['', 'Left out (cool-down)', ...lines, ...(more > 0 ? [`  … and ${more} times more`] : [])];
}

function limitLines({ limits }: TrafficFigures): string[] {
  if (limits.length === 0) return [];
  return [
    '',
    ...alignedColumns([
      ['limit', 'per', 'allowed', 'most used', 'periods'],
      ...limits.map(({ of, per, limit, most, periods }) => {
        const text = of === 'budget' ? usd : count;
        return [
          of === 'budget' ? 'budget' : `quota ${plainText(of, 40)}`,
          per,
          text(limit),
          text(most),
          count(periods),
        ];
      }),
    ]),
  ];
}

function reasonLines(withChain: TrafficFigures | undefined, withoutChain: TrafficFigures): string[] {
  const both = [
    ['with the chain', withChain],
    ['choice alone', withoutChain],
  ] as const;
  return both.flatMap(([name, figures]) => {
    const counts = { ...figures?.unanswered, ...figures?.refusals };
    if (total(counts) === 0) return [];
    return [
      '',
      `Without an answer, ${name}`,
      ...Object.entries(counts).map(([why, n]) => `  ${n} × ${plainText(why, 300)}`),
    ];
  });
}

/** Time since the first request: `1:05:00`. */
function elapsed(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const two = (part: number) => String(part % 60).padStart(2, '0');
  return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60))}:${two(seconds)}`;
}
