import type { Results } from '../../harness/evaluate/results.ts';
import type { Flip, FlipDirection, PriceFlip } from '../../harness/evaluate/roi/price-flips-schema.ts';
import { listWords } from '../format.ts';
import { plainText } from '../plain-text.ts';
import { factorWords } from './roi-words.ts';

const ROLES = {
  favourite: 'most of the policy’s traffic',
  reference: 'the reference model',
  dearest: 'the dearest model',
} as const;

/** At which price of which model something else ships, a sentence per model; none where it was not computed. */
export function priceFlipSentences({ priceFlips = [], policy }: Results): string[] {
  return priceFlips.map((flip) => flipSentence(flip, policy.kind === 'router'));
}

/** In one sentence: the smallest move of a price that decides between a router and none. */
export function nearestFlipSentence({ priceFlips = [], policy }: Results): string[] {
  const moves = priceFlips.flatMap(({ model, flips }) =>
    'undefined' in flips ? [] : [flips.rise.verdict, flips.fall.verdict].map((flip) => ({ model, flip })),
  );
  if (moves.length === 0) return [];
  const changes = moves.flatMap(({ model, flip }) => ('changedAt' in flip ? [{ model, flip }] : []));
  const size = (factor: number) => Math.abs(Math.log(factor));
  const nearest = changes.sort((a, b) => size(a.flip.changedAt) - size(b.flip.changedAt))[0];
  const who = policy.kind === 'router' ? 'A router' : 'No router';
  const names = listWords([...new Set(moves.map(({ model }) => plainText(model, 40)))]);
  if (nearest === undefined) {
    return [`${who} ships at any price of ${names} from 1/16 to 16 times today’s, one price moving at a time.`];
  }
  const { model, flip } = nearest;
  return [
    `${who} ships until ${plainText(model, 40)} costs ${factorWords(flip.changedAt)} what it does today; then ${plainText(flip.candidate, 80)} does.`,
  ];
}

function flipSentence({ model, roles, flips }: PriceFlip, routes: boolean): string {
  const name = `${plainText(model, 40)} (${roles.map((role) => ROLES[role]).join(', ')})`;
  if ('undefined' in flips) return `${name}: not defined, ${flips.undefined}.`;
  return `${name}: dearer, ${directionWords(flips.rise, routes)}; cheaper, ${directionWords(flips.fall, routes)}.`;
}

function directionWords({ verdict, candidate }: FlipDirection, routes: boolean): string {
  if ('unchangedTo' in candidate) return `the same ships as far as ${limitWords(candidate.unchangedTo)} its price`;
  const [still, changed] = routes ? ['still a router', 'no router'] : ['still no router', 'a router'];
  const ships = ({ candidate: name, changedAt }: Flip) =>
    `at ${factorWords(changedAt)} its price ${plainText(name, 80)} ships`;
  if ('unchangedTo' in verdict) return `${ships(candidate)}, ${still}`;
  if (verdict.changedAt === candidate.changedAt) return `${ships(candidate)}, ${changed}`;
  return `${ships(candidate)}, ${still}, and ${ships(verdict)}, ${changed}`;
}

function limitWords(factor: number): string {
  return factor >= 1 ? `${factor} times` : `1/${Math.round(1 / factor)} of`;
}
