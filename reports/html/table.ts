import { plainText } from '../plain-text.ts';
import { html, type Markup, NOTHING } from './markup.ts';

export interface Column {
  readonly heading: string | Markup;
  /** Numbers stand to the right, in figures of equal width. */
  readonly numeric?: boolean;
}

export interface Cell {
  readonly content: string | Markup;
  /** What a click on the heading sorts by; rows without it come last. */
  readonly sort?: number | string;
  /** Why there is no figure, or more about it. */
  readonly title?: string;
  readonly look?: string;
}

export interface Row {
  readonly cells: readonly Cell[];
  readonly look?: string;
}

export interface TableOptions {
  /** Says what the table shows, for screen readers too. */
  readonly caption: string | Markup;
  readonly columns: readonly Column[];
  /** One group, or several under headings of their own; sorting stays within a group. */
  readonly groups: readonly { readonly title?: string; readonly rows: readonly Row[] }[];
  readonly sortable?: boolean;
  /** Only as wide as its content. */
  readonly compact?: boolean;
}

/** A table that scrolls sideways in itself on a phone; the first cell of a row is its heading. */
export function table({ caption, columns, groups, sortable, compact }: TableOptions): Markup {
  return html`<div class="scroll" tabindex="0" role="group"><table class="${sortable ? 'sortable' : compact ? 'compact' : 'plain'}">
<caption><span>${caption}</span></caption>
<thead><tr>${columns.map((column) => headingCell(column, sortable ?? false))}</tr></thead>
${groups.map(
  ({ title, rows }) => html`<tbody>
${title === undefined ? NOTHING : html`<tr class="group"><th colspan="${columns.length}" scope="rowgroup">${title}</th></tr>`}
${rows.map((row) => bodyRow(row, columns))}</tbody>`,
)}
</table></div>`;
}

function headingCell({ heading, numeric }: Column, sortable: boolean): Markup {
  const content = sortable ? html`<button type="button">${heading}</button>` : heading;
  return html`<th scope="col" class="${numeric ? 'number' : 'words'}">${content}</th>`;
}

function bodyRow({ cells, look }: Row, columns: readonly Column[]): Markup {
  return html`<tr class="${look ?? ''}">${cells.map((cell, i) => bodyCell(cell, i, columns[i]?.numeric ?? false))}</tr>
`;
}

function bodyCell({ content, sort, title, look }: Cell, index: number, numeric: boolean): Markup {
  const shared = html` class="${[numeric ? 'number' : 'words', look ?? ''].join(' ').trim()}"${attribute('data-sort', sort)}${attribute('title', title)}`;
  return index === 0 ? html`<th scope="row"${shared}>${content}</th>` : html`<td${shared}>${content}</td>`;
}

function attribute(name: 'data-sort' | 'title', value: string | number | undefined): Markup {
  if (value === undefined) return NOTHING;
  const plain = typeof value === 'string' ? plainText(value, 400) : value;
  return name === 'title' ? html` title="${plain}"` : html` data-sort="${plain}"`;
}
