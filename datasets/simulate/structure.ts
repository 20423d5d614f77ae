import type { Random } from '../../harness/random.ts';
import type { Scalar } from '../../harness/request.ts';
import { pick } from './pick.ts';
import { OLD_DOMAINS } from './scene-text.ts';
import { NEW_DOMAINS } from './seeds/scenes.ts';

/** What comes in at one time: a prompt, the same prompt in several wordings, or the turns of a conversation. */
export interface Episode {
  readonly kind: 'single' | 'paraphrases' | 'conversation';
  readonly size: number;
  readonly domain: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly metadata: Readonly<Record<string, Scalar>>;
}

const CONVERSATION_SHARE = 0.08;
const PARAPHRASE_SHARE = 0.04;
const MEAN_TURNS = 3;

const START = Date.UTC(2026, 0, 5, 6);
const WEEKS = 6;
const WEEK_MS = 7 * 24 * 3600 * 1000;

/** The last part of the weeks, in which new domains come up, and how often they do. */
const LATE = 0.85;
const NEW_DOMAIN_SHARE = 0.35;

/** Episodes that together have exactly `count` prompts, in the order of time. */
export function drawEpisodes(count: number, rng: Random): Episode[] {
  const shapes = drawShapes(count, rng);
  const times = shapes.map(() => drawTime(rng)).toSorted((a, b) => a - b);
  return shapes.map((shape, i) => {
    const late = i >= LATE * shapes.length;
    const domain = pick(late && rng.next() < NEW_DOMAIN_SHARE ? NEW_DOMAINS : OLD_DOMAINS, rng);
    return { ...shape, domain, at: times[i]!, metadata: drawMetadata(domain, rng) };
  });
}

function drawShapes(count: number, rng: Random): Pick<Episode, 'kind' | 'size'>[] {
  const shapes: Pick<Episode, 'kind' | 'size'>[] = [];
  const conversations = CONVERSATION_SHARE / MEAN_TURNS;
  const paraphrases = PARAPHRASE_SHARE / 2;
  const singles = 1 - CONVERSATION_SHARE - PARAPHRASE_SHARE;
  for (let left = count; left > 0; left -= shapes.at(-1)!.size) {
    const chance = rng.next() * (conversations + paraphrases + singles);
    if (chance < conversations && left >= 4) shapes.push({ kind: 'conversation', size: 2 + rng.integer(3) });
    else if (chance < conversations + paraphrases && left >= 2) shapes.push({ kind: 'paraphrases', size: 2 });
    else shapes.push({ kind: 'single', size: 1 });
  }
  return shapes;
}

/** Working days and hours are busier. */
function drawTime(rng: Random): number {
  for (;;) {
    const at = START + Math.floor(rng.next() * WEEKS * WEEK_MS);
    const date = new Date(at);
    const hour = date.getUTCHours();
    const busy = (hour >= 8 && hour < 19 ? 1 : 0.25) * (date.getUTCDay() % 6 === 0 ? 0.35 : 1);
    if (rng.next() < busy) return at;
  }
}

/** What production would know of a request. Health data is mostly, and only sometimes, about medicine. */
function drawMetadata(domain: string, rng: Random): Episode['metadata'] {
  const phi = rng.next() < (domain === 'medicine' ? 0.85 : 0.035);
  return {
    tier: weighted({ free: 0.58, pro: 0.3, enterprise: 0.12 }, rng),
    region: weighted({ us: 0.55, eu: 0.3, apac: 0.15 }, rng),
    dataClass: phi ? 'phi' : weighted({ public: 0.5, internal: 0.4, confidential: 0.1 }, rng),
  };
}

function weighted(shares: Readonly<Record<string, number>>, rng: Random): string {
  let chance = rng.next();
  for (const [name, share] of Object.entries(shares)) {
    chance -= share;
    if (chance < 0) return name;
  }
  return Object.keys(shares).at(-1)!;
}
