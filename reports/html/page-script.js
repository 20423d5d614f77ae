// Runs in the reader's browser, after vega and its expression interpreter. Plain JavaScript; no network, no eval.
(() => {
  const payload = JSON.parse(document.getElementById('chart-data').textContent);
  const views = new Map();
  const chosen = new Map();
  const tooltip = document.createElement('div');
  tooltip.className = 'tooltip';
  tooltip.setAttribute('aria-hidden', 'true');
  document.body.append(tooltip);

  function draw(id) {
    const host = document.querySelector(`[data-chart="${id}"]`);
    if (host === null) return;
    const variants = payload.charts[id];
    const layout = host.clientWidth >= 640 ? 'wide' : 'narrow';
    const variant = variants[chosen.get(id)] ?? Object.values(variants)[0];
    const old = views.get(id);
    if (old?.spec === variant[layout]) return;
    const signals = old?.signals ?? selectedSignals(id);
    old?.view.finalize();
    host.replaceChildren();
    host.dataset.layout = layout;
    const cut = signals.get('cut') ?? 'all';
    const runtime = vega.parse(withData(variant[layout], cut), null, { ast: true });
    const view = new vega.View(runtime, {
      container: host,
      renderer: 'svg',
      hover: false,
      expr: expressionInterpreter,
      tooltip: (_handler, event, _item, value) => showTooltip(event, value),
    });
    for (const [name, value] of signals) view.signal(name, value);
    view.run();
    views.set(id, { view, signals, spec: variant[layout] });
  }

  // A browser may restore an earlier choice on reload.
  function selectedSignals(id) {
    const selects = [...document.querySelectorAll(`select[data-chart-signal^="${id}:"]`)];
    return new Map(selects.map((select) => [select.dataset.chartSignal.split(':')[1], select.value]));
  }

  function withData(spec, cut) {
    const data = spec.data.map((entry) =>
      typeof entry.values === 'number' ? { ...entry, values: rowsOf(entry, cut) } : entry,
    );
    return { ...spec, data };
  }

  // Rows that several charts share stand once in the page. Of rows by cut (all tasks, or one), those of one cut are given at a
  // time: there may be ten thousand, and only these are drawn.
  function rowsOf({ values }, cut) {
    const rows = payload.rows[values];
    return rows.length > 0 && 'cut' in rows[0] ? rows.filter((row) => row.cut === cut) : rows;
  }

  function setSignal(id, name, value) {
    const entry = views.get(id);
    if (entry === undefined) return;
    entry.signals.set(name, value);
    if (name === 'cut') {
      for (const data of entry.spec.data) {
        if (typeof data.values === 'number') entry.view.data(data.name, rowsOf(data, value));
      }
    }
    entry.view.signal(name, value).run();
  }

  function showTooltip(event, value) {
    if (value === null || value === undefined || value === '') {
      tooltip.classList.remove('shown');
      return;
    }
    const list = document.createElement('dl');
    for (const [term, text] of Object.entries(value)) {
      if (text === '' || text === 'undefined' || text === 'null') continue;
      const [dt, dd] = [document.createElement('dt'), document.createElement('dd')];
      dt.textContent = term;
      dd.textContent = text;
      list.append(dt, dd);
    }
    tooltip.replaceChildren(list);
    tooltip.classList.add('shown');
    const { width, height } = tooltip.getBoundingClientRect();
    const x = Math.min(event.clientX + 14, document.documentElement.clientWidth - width - 8);
    const y = event.clientY + 18 + height > window.innerHeight ? event.clientY - height - 14 : event.clientY + 18;
    tooltip.style.transform = `translate(${Math.max(8, x)}px, ${y}px)`;
  }

  // The first at once; the others one after the other, when the browser of disagreements is there to be used.
  const waiting = Object.keys(payload.charts);
  function drawNext() {
    if (waiting.length === 0) return;
    draw(waiting.shift());
    setTimeout(drawNext);
  }
  draw(waiting.shift());
  const browser = document.getElementById('browser');
  if (browser === null) setTimeout(drawNext);
  else browser.addEventListener('settled', drawNext, { once: true });
  let resizing;
  window.addEventListener('resize', () => {
    clearTimeout(resizing);
    resizing = setTimeout(() => {
      for (const id of Object.keys(payload.charts)) draw(id);
    }, 120);
  });
  window.addEventListener('scroll', () => tooltip.classList.remove('shown'), { passive: true });

  for (const select of document.querySelectorAll('select[data-chart-signal]')) {
    const [id, name] = select.dataset.chartSignal.split(':');
    select.addEventListener('change', () => setSignal(id, name, select.value));
  }
  for (const select of document.querySelectorAll('select[data-variant]')) {
    const apply = () => {
      chosen.set(select.dataset.variant, select.value);
      draw(select.dataset.variant);
    };
    select.addEventListener('change', apply);
    apply();
  }

  const focusButtons = [...document.querySelectorAll('[data-focus]')];
  for (const button of focusButtons) {
    button.addEventListener('click', () => {
      const on = button.getAttribute('aria-pressed') !== 'true';
      for (const other of focusButtons) other.setAttribute('aria-pressed', String(on && other === button));
      setSignal('curves', 'focus', on ? button.dataset.focus : '');
    });
  }

  for (const table of document.querySelectorAll('table.sortable')) {
    [...table.tHead.rows[0].cells].forEach((heading, column) => {
      heading.querySelector('button').addEventListener('click', () => sortTable(table, heading, column));
    });
  }

  function sortTable(table, heading, column) {
    const numeric = heading.classList.contains('number');
    const before = heading.getAttribute('aria-sort');
    const direction =
      before === null ? (numeric ? 'descending' : 'ascending') : before === 'ascending' ? 'descending' : 'ascending';
    for (const other of table.tHead.rows[0].cells) other.removeAttribute('aria-sort');
    heading.setAttribute('aria-sort', direction);
    const sign = direction === 'ascending' ? 1 : -1;
    for (const body of table.tBodies) {
      const rows = [...body.rows].filter((row) => !row.classList.contains('group'));
      const keyed = rows.map((row) => ({ row, key: row.cells[column]?.dataset.sort }));
      keyed.sort((a, b) => compare(a.key, b.key, numeric, sign));
      body.append(...keyed.map(({ row }) => row));
    }
  }

  function compare(a, b, numeric, sign) {
    if (a === undefined || b === undefined) return (a === undefined ? 1 : 0) - (b === undefined ? 1 : 0);
    return sign * (numeric ? Number(a) - Number(b) : a < b ? -1 : a > b ? 1 : 0);
  }

  const toggle = document.getElementById('theme');
  const dark = () =>
    (document.documentElement.dataset.theme ??
      (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')) === 'dark';
  const label = () => {
    toggle.textContent = dark() ? 'Light' : 'Dark';
    toggle.setAttribute('aria-label', dark() ? 'Switch to light colours' : 'Switch to dark colours');
  };
  toggle.hidden = false;
  toggle.addEventListener('click', () => {
    document.documentElement.dataset.theme = dark() ? 'light' : 'dark';
    label();
  });
  label();
})();
