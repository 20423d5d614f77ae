import { plainText } from '../plain-text.ts';

/** HTML that may stand in a page as it is. Made by {@link html} only. */
export interface Markup {
  readonly markup: string;
}

type Part = string | number | Markup | readonly Markup[];

/**
 * A template tag: everything put into the template is escaped, except markup made by this tag. Quoted attributes and
 * element content only; never inside `<script>` or `<style>`.
 */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  let markup = strings[0]!;
  parts.forEach((part, i) => {
    markup += markupOf(part) + strings[i + 1]!;
  });
  return { markup };
}

/** Text from the dataset or the config: flattened, isolated from the direction of its surroundings, cut at `longest`. */
export function foreign(text: string, longest?: number): Markup {
  return html`<bdi>${plainText(text, longest)}</bdi>`;
}

/** Figures keep their units and their symbols on the same line. */
export function unbroken(sentence: string): string {
  return sentence
    .replaceAll(' %', '\u00a0%')
    .replaceAll('−$', '−\u2060$')
    .replace(/([λε]) ([=≈]) /g, '$1\u00a0$2\u00a0');
}

export const NOTHING: Markup = { markup: '' };

function markupOf(part: Part): string {
  if (typeof part === 'number') return String(part);
  if (typeof part === 'string') return escaped(part);
  return 'markup' in part ? part.markup : part.map(({ markup }) => markup).join('');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character]!);
}
