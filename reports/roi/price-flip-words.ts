import type { Results } from '../../harness/evaluate/results.ts';
import type { FlipDirection, FlipOrNone, PriceFlip } from '../../harness/evaluate/roi/price-flips-schema.ts';
import { listWords } from '../format.ts';
import { plainText } from '../plain-text.ts';
import { factorWords } from './roi-words.ts';

const ROLES = {
  favourite: 'most of the policy’s traffic',
  reference: 'the reference model',
  dearest: 'the dearest model',
} as const;

/** At which price of which model the verdict changes, a sentence per model; none where it was not computed. */
export function priceFlipSentences({ priceFlips = [] }: Results): string[] {
  return priceFlips.map(flipSentence);
}

/** In one sentence: the smallest move that changes the verdict. */
export function nearestFlipSentence({ priceFlips = [], policy }: Results): string[] {
  const moves = priceFlips.flatMap(({ model, flips }) =>
    'undefined' in flips ? [] : [flips.rise.verdict, flips.fall.verdict].map((flip) => ({ model, flip })),
  );
  if (moves.length === 0) return [];
  const changes = moves.flatMap(({ model, flip }) => ('changedAt' in flip ? [{ model, flip }] : []));
  const size = (factor: number) => Math.abs(Math.log(factor));
  const nearest = changes.sort((a, b) => size(a.flip.changedAt) - size(b.flip.changedAt))[0];
  const route = policy.kind === 'router' ? 'to route' : 'not to route';
  const names = listWords([...new Set(moves.map(({ model }) => plainText(model, 40)))]);
  if (nearest === undefined) {
    return [
      `The verdict, ${route}, holds at any price of ${names} from 1/16 to 16 times today’s, one price moving at a time.`,
    ];
  }
  const { model, flip } = nearest;
  return [
    `The verdict, ${route}, holds until ${plainText(model, 40)} costs ${factorWords(flip.changedAt)} what it does today; then ${plainText(flip.candidate, 40)} ships.`,
  ];
}

function flipSentence({ model, roles, flips }: PriceFlip): string {
  const name = `${plainText(model, 40)} (${roles.map((role) => ROLES[role]).join(', ')})`;
  if ('undefined' in flips) return `${name}: not defined, ${flips.undefined}.`;
  return `${name}: ${directionWords(flips.rise, 'dearer')}; ${directionWords(flips.fall, 'cheaper')}.`;
}

function directionWords({ verdict, candidate }: FlipDirection, way: 'dearer' | 'cheaper'): string {
  if ('unchangedTo' in candidate)
    return `${way}, the same ships as far as ${limitWords(candidate.unchangedTo)} its price`;
  const ships = ({ candidate: name, changedAt }: Extract<FlipOrNone, { changedAt: number }>) =>
    `at ${factorWords(changedAt)} its price ${plainText(name, 40)} ships`;
  if ('unchangedTo' in verdict) return `${way}, ${ships(candidate)}, and the verdict stays`;
  if (verdict.changedAt === candidate.changedAt) return `${way}, ${ships(candidate)}, and the verdict changes`;
  return `${way}, ${ships(candidate)}, and ${ships(verdict)}, which changes the verdict`;
}

function limitWords(factor: number): string {
  return factor >= 1 ? `${factor} times` : `1/${Math.round(1 / factor)} of`;
}
