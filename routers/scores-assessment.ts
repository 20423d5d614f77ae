import type { ModelId } from '../harness/model.ts';
import type { Assessment, Bill } from '../harness/router.ts';
import type { Means } from './outcome-means.ts';

/** Predicted quality and answer length, with lines that say how they came about and what they are, best first. */
export function scoresAssessment(
  predicted: Means,
  bill: Bill,
  models: readonly ModelId[],
  how: () => readonly string[],
): Assessment {
  const { quality, outputTokens } = predicted;
  return { kind: 'scores', quality, outputTokens, bill, why: () => [...how(), ...predictions(predicted, models)] };
}

function predictions({ quality, outputTokens }: Means, models: readonly ModelId[]): readonly string[] {
  return [...models.keys()]
    .sort((a, b) => quality[b]! - quality[a]! || a - b)
    .map(
      (m) =>
        `${models[m]}: predicted quality ${quality[m]!.toFixed(3)}, about ${Math.round(outputTokens[m]!)} output tokens`,
    );
}
