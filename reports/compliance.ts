import type { CompliancePrice } from '../harness/evaluate/compliance-schema.ts';
import type { Results } from '../harness/evaluate/results.ts';
import { count, percent, points, pointsNumber, usdPer1000 } from './format.ts';
import { plainText } from './plain-text.ts';

export const COMPLIANCE_HEADINGS = [
  'Constraint',
  'Must hold',
  'Binds',
  'Moves',
  'Refuses',
  'Quality change, points',
  'Cost change, $ / 1k',
] as const;

/** What complying takes, in sentences; none where nothing is constrained. */
export function complianceWords({ compliance }: Results): string[] {
  if (compliance === undefined) return [];
  const { all } = compliance;
  const undecided =
    all.undecided === 0
      ? []
      : [
          `${count(all.undecided)} times a constraint could not be decided about a model, which denies it: an error or a missing attribute.`,
        ];
  return [
    `Complying with all constraints changes quality by ${points(all.quality.value)} (${pointsNumber(all.quality.low)} to ${pointsNumber(all.quality.high)}) and cost by ${perThousand(all.costUsd.value)} (${perThousand(all.costUsd.low)} to ${perThousand(all.costUsd.high)}) per 1,000 queries: ${percent(all.binds)} of the test queries may not go to every model, ${percent(all.moved)} go elsewhere for it, ${percent(all.refused)} are refused.`,
    ...undecided,
  ];
}

/** A row per constraint, and one for all of them. */
export function complianceRows({ compliance }: Results): string[][] {
  if (compliance === undefined) return [];
  const { all, constraints } = compliance;
  return [
    ...constraints.map(({ name, allow, ...price }) => [plainText(name, 60), plainText(allow, 300), ...figures(price)]),
    ...(constraints.length === 1 ? [] : [['all together', '', ...figures(all)]]),
  ];
}

function figures({ binds, moved, refused, quality, costUsd }: CompliancePrice): string[] {
  const with95 = (value: string, low: string, high: string) => `${value} (${low} to ${high})`;
  return [
    percent(binds),
    percent(moved),
    percent(refused),
    with95(pointsNumber(quality.value), pointsNumber(quality.low), pointsNumber(quality.high)),
    with95(perThousand(costUsd.value), perThousand(costUsd.low), perThousand(costUsd.high)),
  ];
}

function perThousand(usd: number): string {
  return usd > 0 ? `+${usdPer1000(usd)}` : usdPer1000(usd);
}
