import type { Results } from '../harness/evaluate/results.ts';
import { milliseconds, percent, plusMinus, signed, usd, usdPer1000 } from './format.ts';
import { escaped, markdownTable } from './markdown-text.ts';
import { publishedRoutingCostWords } from './published-routing-cost.ts';
import { routingCostSentences, routingCosts } from './routing-cost.ts';
import { judgedCascades, SIMULATED_JUDGE_WARNING, simulatedJudgeSentences } from './simulated-judge.ts';

/** What routing itself costs, as the blocks of a section; none without routers. */
export function routingCostMarkdown(results: Results): string[] {
  if (results.routers.length === 0) return [];
  const headings = ['Router', 'Routing time', 'Routing $ / 1k', 'Routing a month', 'Total a month', 'Saving a month'];
  const rows = routingCosts(results).map((cost) => [
    escaped(cost.name, 60),
    milliseconds(cost.latencyMs),
    escaped(usdPer1000(cost.usdPerRequest)),
    ...[cost.monthlyRoutingUsd, cost.monthlyTotalUsd, cost.monthlySavingUsd].map((sum) => escaped(usd(sum))),
    typeof cost.eaten === 'number' ? percent(cost.eaten) : 'no saving',
  ]);
  return [
    '## What routing itself costs',
    escaped(routingCostSentences(results).join(' '), 2000),
    markdownTable(
      [...headings, 'Eaten by routing'].map((heading) => escaped(heading)),
      rows,
    ),
    `A month has 30 days of 100,000 requests; the saving is against ${escaped(results.referenceModel, 60)}, before routing is paid. ${escaped(publishedRoutingCostWords(), 2000)}`,
  ];
}

/** What a judge of a given reliability would be worth, as the blocks of a section; none in results of version 1. */
export function judgeMarkdown(results: Results): string[] {
  const cascades = judgedCascades(results);
  if (cascades.length === 0) return [];
  const rows = cascades.map(({ errorRate, aiq, aiqMinusZero }) => [
    String(errorRate),
    plusMinus(aiqMinusZero, 4, signed),
    plusMinus(aiq),
  ]);
  return [
    '## How good must a judge be?',
    `${escaped(simulatedJudgeSentences(results).join(' '), 2000)} ${SIMULATED_JUDGE_WARNING}`,
    '![AIQ minus zero router by error rate of the judge](charts/judge-gain.png)',
    '![Quality against cost by error rate of the judge](charts/judge-curves.png)',
    markdownTable(['ε', 'AIQ − zero', 'AIQ'], rows),
  ];
}
