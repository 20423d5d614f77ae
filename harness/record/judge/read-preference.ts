import { soleField } from './sole-field.ts';

/**
 * What the two replies to {@link pairwiseTasks} say of the answer: 1 = it won both times, 0 = it lost both times, .5 = a
 * tie, which is also what replies that disagree come to. `undefined` where either is unreadable.
 *
 * @param asGiven reply to the question with the answer in place A
 * @param swapped reply to the question with the answer in place B
 */
export function readPreference(asGiven: string, swapped: string): 0 | 0.5 | 1 | undefined {
  const first = betterPlace(asGiven);
  const second = betterPlace(swapped);
  if (first === undefined || second === undefined) return undefined;
  if (first === 'A' && second === 'B') return 1;
  return first === 'B' && second === 'A' ? 0 : 0.5;
}

const PLACES = ['A', 'B', 'tie'] as const;

function betterPlace(reply: string): (typeof PLACES)[number] | undefined {
  const better = soleField(reply, 'better');
  return PLACES.find((place) => place === better);
}
