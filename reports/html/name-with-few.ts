import { FEW } from '../certainty.ts';
import { foreign, html, type Markup } from './markup.ts';

/** A task or slice in the first cell of a row, marked where it has too few test queries for more than a hint. */
export function nameWithFew(name: string, few: boolean): Markup {
  return few ? html`${foreign(name, 60)} <span class="tag">${FEW}</span>` : foreign(name, 60);
}
