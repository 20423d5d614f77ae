import { FEW } from '../certainty.ts';
import { foreign, html, type Markup } from './markup.ts';

/** A task in the first cell of a row, marked where it has too few test queries for more than a hint. */
export function taskName(task: string, few: boolean): Markup {
  return few ? html`${foreign(task)} <span class="tag">${FEW}</span>` : foreign(task);
}
