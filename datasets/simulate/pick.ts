import type { Random } from '../../harness/random.ts';

/** One of `items`, which must not be empty. */
export function pick<T>(items: readonly T[], rng: Random): T {
  return items[rng.integer(items.length)]!;
}

/** `count` different members of `items` in random order; all of them where there are fewer. */
export function sample<T>(items: readonly T[], count: number, rng: Random): T[] {
  const rest = [...items];
  const taken: T[] = [];
  while (taken.length < count && rest.length > 0) taken.push(rest.splice(rng.integer(rest.length), 1)[0]!);
  return taken;
}

/** An integer from `low` to `high`, both included. */
export function between(low: number, high: number, rng: Random): number {
  return low + rng.integer(high - low + 1);
}

/** The template with each `{slot}` replaced; a slot without a value is a bug. */
export function fill(template: string, slots: Readonly<Record<string, string>>): string {
  return template.replace(/\{([a-z]+)\}/g, (_, slot: string) => {
    if (!Object.hasOwn(slots, slot)) throw new Error(`no value for {${slot}} in ${template}`);
    return slots[slot]!;
  });
}

export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** "a, b and c" */
export function enumerated(items: readonly string[]): string {
  return items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)!}`;
}
