import { caseEntry, modelName, sharedStart } from './case-entry.js';
import { fillMatrix } from './choice-matrix.js';
import { element, fillSelect, foreignText } from './elements.js';
import { count, grade, per1000, share } from './format.js';
import { candidatesOf, comparison, filtered, meansOf, STANDINGS, sorted } from './pairs.js';
import { openPayload } from './payload.js';
import { promptSearch } from './search.js';

const PAGE = 25;

/** Runs the browser of disagreements: fills the controls, and shows what they ask for. */
export async function startBrowser(root, payload) {
  const data = await openPayload(payload);
  const part = (name) => root.querySelector(`[data-part="${name}"]`);
  const candidates = candidatesOf(data);
  const search = promptSearch(data);
  const state = { order: 'largest', page: 0, query: '', filters: {} };
  let compared;
  let drawing = 0;

  const at = (side) => candidates[Number(part(side).value)];
  const pair = () => ({ a: at('a'), b: at('b') });

  function compare() {
    compared = comparison(data, at('a'), at('b'));
    state.filters = { task: state.filters.task };
    fillFilters();
    return draw();
  }

  function fillFilters() {
    const { cases, cells } = compared;
    const tasks = data.tasks.map((task, i) => [String(i), task]);
    const named = [...new Set(cases.flatMap(({ a, b }) => [a.model, b.model]))].sort((x, y) => x - y);
    fillSelect(part('task'), [['', 'all tasks'], ...tasks], String(state.filters.task ?? ''));
    fillSelect(
      part('model'),
      [['', 'any model'], ...named.map((model) => [String(model), modelName(data, model)])],
      '',
    );
    part('pair-summary').replaceChildren(...summaryOf(cases, data, pair()));
    part('filters').hidden = cases.length === 0;
    part('matrix-box').hidden = cells.size < 2;
  }

  async function draw({ keepPage = false } = {}) {
    const turn = ++drawing;
    const { cases } = compared;
    if (state.query !== '' && data.texts !== undefined) part('count').textContent = 'Searching …';
    const found = await search(
      state.query,
      cases.map(({ prompt }) => prompt),
    );
    if (turn !== drawing) return;
    fillMatrix(part('matrix'), data, compared, state.filters.cell, (cell) => set('cell', cell));
    part('clear').hidden = state.query === '' && Object.values(state.filters).every((value) => value === undefined);
    const before = filtered(cases, { ...state.filters, standing: undefined }, found);
    for (const standing of STANDINGS) {
      const press = part(`standing-${standing}`);
      press.setAttribute('aria-pressed', String(state.filters.standing === standing));
      press.querySelector('b').textContent = count(before.filter((one) => one.standing === standing).length);
    }
    const shown = sorted(filtered(cases, state.filters, found), state.order);
    if (!keepPage) state.page = 0;
    await drawPage(shown, turn);
  }

  async function drawPage(shown, turn) {
    const start = state.page * PAGE;
    const own = shown.slice(start, start + PAGE);
    const texts = await Promise.all(own.map(({ prompt }) => data.texts?.of(prompt)));
    if (turn !== drawing) return;
    part('cases').start = start + 1;
    const skipped = data.tasks.map((_, task) =>
      data.texts === undefined ? 0 : sharedStart(own.flatMap((one, i) => (one.task === task ? [texts[i].prompt] : []))),
    );
    part('cases').replaceChildren(...own.map((one, i) => caseEntry(data, pair(), one, texts[i], skipped[one.task])));
    const all = shown.length === 1 ? '1 prompt' : `${count(shown.length)} prompts`;
    part('count').textContent = shown.length === 0 ? nothing() : all;
    part('place').textContent = shown.length === 0 ? '' : `${count(start + 1)}–${count(start + own.length)} of ${all}`;
    part('pager').hidden = shown.length <= PAGE;
    part('previous').disabled = state.page === 0;
    part('next').disabled = start + PAGE >= shown.length;
  }

  function nothing() {
    return compared.cases.length === 0 ? '' : 'No prompt passes these filters.';
  }

  function set(filter, value) {
    state.filters[filter] = value;
    return draw();
  }

  function turnPage(by) {
    state.page += by;
    return draw({ keepPage: true }).then(() => root.querySelector('.case summary')?.focus());
  }

  const groups = [
    ['Routers', candidates.map(optionOf).filter((_, i) => candidates[i].router !== undefined)],
    ['Single models', candidates.map(optionOf).filter((_, i) => candidates[i].router === undefined)],
  ].filter(([, options]) => options.length > 0);
  function optionOf({ name }, i) {
    return [String(i), name === data.ships ? `${name} (ships)` : name];
  }
  const indexOf = (name) =>
    String(
      Math.max(
        0,
        candidates.findIndex((candidate) => candidate.name === name),
      ),
    );
  fillSelect(part('a'), groups, indexOf(data.first));
  fillSelect(part('b'), groups, indexOf(data.second));
  for (const side of ['a', 'b']) part(side).addEventListener('change', compare);
  part('swap').addEventListener('click', () => {
    [part('a').value, part('b').value] = [part('b').value, part('a').value];
    compare();
  });
  const numbered = (text) => (text === '' ? undefined : Number(text));
  for (const filter of ['task', 'model']) {
    part(filter).addEventListener('change', () => set(filter, numbered(part(filter).value)));
  }
  for (const standing of STANDINGS) {
    part(`standing-${standing}`).addEventListener('click', () =>
      set('standing', state.filters.standing === standing ? undefined : standing),
    );
  }
  part('order').addEventListener('change', () => {
    state.order = part('order').value;
    draw();
  });
  let typing;
  part('search').addEventListener('input', () => {
    clearTimeout(typing);
    typing = setTimeout(() => {
      state.query = part('search').value.trim();
      draw();
    }, 120);
  });
  part('clear').addEventListener('click', () => {
    state.filters = {};
    state.query = '';
    for (const control of ['task', 'model', 'search']) part(control).value = '';
    draw();
  });
  part('previous').addEventListener('click', () => turnPage(-1));
  part('next').addEventListener('click', () => turnPage(1));
  part('cases').addEventListener('keydown', (event) => moveFocus(event, part('cases')));
  await compare();
  root.hidden = false;
  root.dataset.readyMs = performance.now().toFixed(0);
}

function summaryOf(cases, { prompts }, pair) {
  const [first, second] = [foreignText('bdi', pair.a.name), foreignText('bdi', pair.b.name)];
  if (cases.length === 0) return [first, ' and ', second, ' choose the same model for every prompt.'];
  const { a, b } = meansOf(cases);
  const [again, other] = [first.cloneNode(true), second.cloneNode(true)];
  return [
    first,
    ' and ',
    second,
    ` choose different models for ${count(cases.length)} of ${count(prompts)} prompts (${share(cases.length, prompts)}). There, `,
    again,
    ` has a mean quality of ${grade(a.quality)} at ${per1000(a.costUsd)} per 1,000 queries, `,
    other,
    ` ${grade(b.quality)} at ${per1000(b.costUsd)}.`,
  ];
}

/** Up and down go from entry to entry, as in a list of messages; Enter and space open one, as everywhere. */
function moveFocus(event, list) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined || event.target.tagName !== 'SUMMARY') return;
  const summaries = [...list.querySelectorAll('summary')];
  const next = summaries[summaries.indexOf(event.target) + step];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
}

const root = document.getElementById('browser');
if (root !== null) {
  startBrowser(root, document.getElementById('decisions').textContent)
    .catch((error) => {
      root.before(element('p.reading', 'This browser is too old to compare candidates here.'));
      throw error;
    })
    .finally(() => root.dispatchEvent(new Event('settled')));
}
