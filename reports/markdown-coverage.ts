import type { Results } from '../harness/evaluate/results.ts';
import { bandRange, coverageSentences, coveredRouters, hasBands, nearestWhat } from './coverage.ts';
import { count, plusMinus, pointsNumber, usdPer1000 } from './format.ts';
import { escaped, markdownTable } from './markdown-text.ts';

/** Quality by distance from the training prompts, as the blocks of a section; none where no router knows a distance. */
export function coverageMarkdown(results: Results): string[] {
  const routers = coveredRouters(results);
  if (routers.length === 0) return [];
  const tables = routers.filter(hasBands).flatMap(({ name, kind, coverage }) => [
    `${escaped(name, 60)}, by distance (1 − cosine) to ${nearestWhat(kind)}; change against ${escaped(results.referenceModel, 40)} in points of 100:`,
    markdownTable(
      ['Distance', 'Queries', 'Quality', 'Change', escaped('$ / 1k')],
      coverage.bands.map((band) => [
        bandRange(band),
        count(band.n),
        plusMinus(band.quality, 3),
        changeText(band.qualityGained),
        escaped(usdPer1000(band.costUsd)),
      ]),
    ),
  ]);
  return ['## Is the reference set wide enough?', escaped(coverageSentences(results).join(' '), 4000), ...tables];
}

function changeText({ value, low, high }: { value: number; low: number; high: number }): string {
  return `${pointsNumber(value)} (${pointsNumber(low)} to ${pointsNumber(high)})`;
}
