import type { Random } from '../../harness/random.ts';
import { capitalised, pick, sample } from './pick.ts';
import { NEW_DOMAINS, SCENES, type Scene, SPECIALIST_DOMAINS } from './seeds/scenes.ts';

/** The domains that the recorded weeks begin with. */
export const OLD_DOMAINS: readonly string[] = [...new Set(SCENES.map(({ domain }) => domain))].filter(
  (domain) => !NEW_DOMAINS.includes(domain),
);

/** The scenes of these domains. */
export const OLD_SCENES: readonly Scene[] = SCENES.filter(({ domain }) => !NEW_DOMAINS.includes(domain));

/**
 * `count` scenes with different people: the first of the domain, the others of any old domain that is as much for
 * specialists, or as little.
 */
export function drawScenes(domain: string, count: number, rng: Random): Scene[] {
  const first = pick(
    SCENES.filter((scene) => scene.domain === domain),
    rng,
  );
  const others = OLD_SCENES.filter((scene) => scene !== first && isSpecialist(scene.domain) === isSpecialist(domain));
  return [first, ...sample(others, count - 1, rng)];
}

/** One sentence beside the matter, sometimes two. */
export function drawAside(domain: string, rng: Random): string {
  return drawScenes(domain, rng.next() < 0.3 ? 2 : 1, rng)
    .map(sentence)
    .join(' ');
}

export function isSpecialist(domain: string): boolean {
  return SPECIALIST_DOMAINS.includes(domain);
}

/** "The lighthouse keeper repainted the lamp room on the northern pier." */
export function sentence(scene: Scene): string {
  return capitalised(`${scene.who} ${scene.deed} ${scene.place}.`);
}

/** "lighthouse keeper": how a summary must at least name who it was. */
export function nameOf(scene: Scene): string {
  return scene.who.replace(/^(?:a|an|the) /, '');
}
