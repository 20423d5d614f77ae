import { counted, decimal, percent, pointsNumber, usdPer1000 } from '../../reports/format.ts';
import { modelWords } from '../../reports/gate/gate-words.ts';
import { plainText } from '../../reports/plain-text.ts';
import type { PolicyChange } from './policy-changes.ts';
import type { TrafficChanges } from './traffic-changes.ts';

/** Moves and slices that are shown. */
const SHOWN = 12;

/** What changes between two policies, for a terminal. */
export function diffText(changes: readonly PolicyChange[], traffic: TrafficChanges | undefined): string {
  const lines =
    changes.length === 0 ? ['The policies say the same.'] : changes.map(({ part, words }) => `${part}: ${words}`);
  if (traffic !== undefined) lines.push('', ...trafficLines(traffic));
  return `${lines.join('\n')}\n`;
}

function trafficLines({
  dataset,
  simulated,
  prompts,
  moved,
  moves,
  slices,
  quality,
  costUsd,
}: TrafficChanges): string[] {
  const head = `On ${plainText(dataset, 80)}${simulated ? ' (SIMULATED)' : ''}: ${counted(moved, 'request')} of ${prompts} (${percent(moved / prompts)}) go to another model.`;
  if (moved === 0) return [head];
  const points = (value: number) => `${pointsNumber(value)} points`;
  const among = slices.filter((slice) => slice.moved > 0).slice(0, SHOWN);
  return [
    head,
    `Quality ${points(quality.value)} (95 % interval ${points(quality.low)} to ${points(quality.high)})`,
    `Cost ${usdPer1000(costUsd.value)} per 1,000 requests (${usdPer1000(costUsd.low)} to ${usdPer1000(costUsd.high)})`,
    '',
    ...moves
      .slice(0, SHOWN)
      .map(({ from, to, prompts: count }) => `  ${modelWords(from)} → ${modelWords(to)}: ${count}`),
    '',
    ...among.map(
      ({ key, value, prompts: all, moved: some }) =>
        `  ${plainText(key, 40)} ${plainText(value, 40)}: ${decimal((100 * some) / all, 1)} % of ${all}`,
    ),
  ];
}
