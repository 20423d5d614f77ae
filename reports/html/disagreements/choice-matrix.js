import { modelName } from './case-entry.js';
import { element, foreignText } from './elements.js';
import { count } from './format.js';
import { modelsOn } from './pairs.js';

/** How often A chose the row's model and B the column's. A cell off the diagonal is a button that shows its prompts. */
export function fillMatrix(table, data, { cells }, chosen, press) {
  const [rows, columns] = [modelsOn(cells, 0), modelsOn(cells, 1)];
  const most = Math.max(1, ...[...cells].filter(([cell]) => !agree(cell)).map(([, n]) => n));
  const heading = (model, scope) => {
    const made = foreignText('th', modelName(data, model));
    made.scope = scope;
    return made;
  };
  const corner = element('td.corner', element('span.chip.a', 'A'), ' ↓  ', element('span.chip.b', 'B'), ' →');
  const body = rows.map((a) =>
    element('tr', heading(a, 'row'), ...columns.map((b) => matrixCell(`${a}/${b}`, cells, most, chosen, press))),
  );
  table.tHead.replaceChildren(element('tr', corner, ...columns.map((b) => heading(b, 'col'))));
  table.tBodies[0].replaceChildren(...body);
}

function matrixCell(cell, cells, most, chosen, press) {
  const n = cells.get(cell) ?? 0;
  if (n === 0) return element('td.none', '·');
  if (agree(cell)) return element('td.agree', count(n));
  const made = element('button', count(n));
  made.type = 'button';
  made.className = `shade-${Math.ceil((3 * n) / most)}`;
  made.dataset.cell = cell;
  made.setAttribute('aria-pressed', String(cell === chosen));
  made.addEventListener('click', () => press(cell === chosen ? undefined : cell));
  return element('td', made);
}

function agree(cell) {
  const [a, b] = cell.split('/');
  return a === b;
}
