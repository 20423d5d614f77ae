import type { Random } from '../../harness/random.ts';
import { capitalised, pick, sample } from './pick.ts';
import { NEW_DOMAINS, SCENES, type Scene } from './seeds/scenes.ts';

/** The domains that the recorded weeks begin with. */
export const OLD_DOMAINS: readonly string[] = [...new Set(SCENES.map(({ domain }) => domain))].filter(
  (domain) => !NEW_DOMAINS.includes(domain),
);

/** The scenes of these domains. */
export const OLD_SCENES: readonly Scene[] = SCENES.filter(({ domain }) => !NEW_DOMAINS.includes(domain));

/** `count` scenes with different people: the first of the domain, the others of any old one. */
export function drawScenes(domain: string, count: number, rng: Random): Scene[] {
  const first = pick(
    SCENES.filter((scene) => scene.domain === domain),
    rng,
  );
  const others = OLD_SCENES.filter((scene) => scene !== first);
  return [first, ...sample(others, count - 1, rng)];
}

/** "The lighthouse keeper repainted the lamp room on the northern pier." */
export function sentence(scene: Scene): string {
  return capitalised(`${scene.who} ${scene.deed} ${scene.place}.`);
}

/** "lighthouse keeper": how a summary must at least name who it was. */
export function nameOf(scene: Scene): string {
  return scene.who.replace(/^(?:a|an|the) /, '');
}
