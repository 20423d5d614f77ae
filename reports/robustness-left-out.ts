import type { Robustness, Variant } from '../harness/evaluate/studies/robustness-schema.ts';
import { plainText } from './plain-text.ts';

type LeftOut = Variant['leftOut'];

/** Router, where it was left out, and why; a reason that holds in several places stands once. */
export function leftOutRows(study: Robustness): readonly (readonly [string, string, string])[] {
  const places = new Map<string, { router: string; why: string; where: string[] }>();
  for (const [where, leftOut] of everywhere(study)) {
    for (const { router, why } of leftOut) {
      const key = JSON.stringify([router, why]);
      const known = places.get(key) ?? { router, why, where: [] };
      known.where.push(where);
      places.set(key, known);
    }
  }
  return Array.from(places.values(), ({ router, why, where }) => [
    plainText(router, 60),
    where.length > 3 ? `${where.slice(0, 3).join(', ')} and ${where.length - 3} more` : where.join(', '),
    plainText(why, 200),
  ]);
}

function everywhere(study: Robustness): readonly (readonly [string, LeftOut])[] {
  const { unchanged, labelNoise, modelRemoved, modelAdded, taskLeftOut, paraphrases } = study;
  return [
    ['unchanged', unchanged.leftOut],
    ...labelNoise.slice(1).map(({ rate, leftOut }) => [`label noise ${rate}`, leftOut] as const),
    ...('undefined' in modelRemoved ? [] : modelRemoved.models).map(
      ({ model, leftOut }) => [`without ${plainText(model, 40)}`, leftOut] as const,
    ),
    ...('undefined' in modelAdded ? [] : modelAdded.steps.slice(0, -1)).map(
      ({ outcomes, leftOut }) => [`${outcomes} outcomes`, leftOut] as const,
    ),
    ...('undefined' in taskLeftOut ? [] : taskLeftOut.tasks).map(
      ({ task, leftOut }) => [`without ${plainText(task, 40)}`, leftOut] as const,
    ),
    ...paraphrases.map(({ how, leftOut }) => [how === 'dataset' ? 'paraphrases' : how, leftOut] as const),
  ];
}
