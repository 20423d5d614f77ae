import { element, foreignText } from './elements.js';
import { grade, per1000, time } from './format.js';
import { predictionOf, RIGHT } from './pairs.js';

/**
 * One prompt as an entry that opens: what was asked and who chose what at a glance, texts and reasons inside.
 *
 * @param pair `{ a, b }`, the candidates
 * @param texts what was said; undefined where the page has no texts
 * @param skipped characters with which the prompts around it begin as well
 */
export function caseEntry(data, pair, one, texts, skipped = 0) {
  const summary = element(
    'summary',
    element('span.asked', foreignText('span.task', data.tasks[one.task]), excerpt(data, one, texts, skipped)),
    verdict(data, 'a', one.a),
    verdict(data, 'b', one.b),
  );
  const entry = element('details.case', summary);
  entry.addEventListener('toggle', () => entry.open && entry.childElementCount === 1 && entry.append(inside()), true);
  const inside = () =>
    element(
      'div.inside',
      facts(data, one, texts),
      texts && textBlock('Prompt', texts.prompt, 'prompt'),
      element('div.sides', side(data, pair, one, texts, 'a'), side(data, pair, one, texts, 'b')),
    );
  return element('li', entry);
}

function excerpt(data, { prompt }, texts, skipped) {
  if (texts === undefined) return foreignText('span.excerpt.id', data.ids[prompt]);
  const said = wordsOf(texts.prompt).slice(skipped).replace(/\s+/g, ' ').trim();
  return foreignText('span.excerpt', `${skipped > 0 ? '… ' : ''}${said.slice(0, 400)}`);
}

/** How many characters three or more prompts begin with alike, up to the end of a word; 0 where it is but a few. */
export function sharedStart(prompts) {
  const [first, ...others] = prompts.map(wordsOf);
  if (others.length < 2) return 0;
  let end = 0;
  while (end < first.length && others.every((other) => other[end] === first[end])) end++;
  while (end > 0 && !/\s/.test(first[end - 1])) end--;
  return end < SHORTEST_SHARED || end === first.trimEnd().length ? 0 : end;
}

const SHORTEST_SHARED = 40;

function verdict(data, name, { model, quality, costUsd }) {
  return element(
    `span.choice.${name}`,
    chip(name),
    foreignText('span.model', modelName(data, model)),
    mark(quality),
    element('span.cost', per1000(costUsd)),
  );
}

function chip(name) {
  return element(`span.chip.${name}`, name.toUpperCase());
}

function mark(quality) {
  const right = quality >= RIGHT;
  const text = quality === 0 || quality === 1 ? '' : ` ${grade(quality)}`;
  const made = element(`span.mark.${right ? 'right-answer' : 'wrong-answer'}`, `${right ? '✓' : '✗'}${text}`);
  made.title = `grade ${grade(quality)}`;
  made.setAttribute('aria-label', `${right ? 'right' : 'wrong'}, grade ${grade(quality)}`);
  made.setAttribute('role', 'img');
  return made;
}

function facts(data, { prompt, task }, texts) {
  const pairs = [['id', data.ids[prompt]], ['task', data.tasks[task]], ...(texts?.metadata ?? [])];
  return element(
    'ul.facts-line',
    ...pairs.map(([key, value]) => element('li', element('span', key), ' ', foreignText('b', value))),
  );
}

function side(data, pair, one, texts, name) {
  const own = one[name];
  const answer = texts === undefined || own.model < 0 ? undefined : texts.answers[own.model];
  const reasons =
    texts === undefined || pair[name].router === undefined ? [] : (texts.reasons[pair[name].router] ?? []);
  return element(
    'section.side',
    element('h3', chip(name), ' ', foreignText('span.who', pair[name].name)),
    pair[name].router === undefined
      ? element('p.chose', 'a single model, for every prompt')
      : element('p.chose', 'chose ', foreignText('b', modelName(data, own.model))),
    figures(own),
    answer === undefined || answer === 0 ? undefined : textBlock('Answer', answer, 'answer'),
    reasons.length > 0 || own.predicted !== undefined ? reasonList(data, pair, one, reasons, name) : undefined,
  );
}

function figures({ quality, answerUsd, routingUsd, costUsd, latencyMs }) {
  const routing = routingUsd > 0 ? ` (${per1000(routingUsd)} of it beside the answer)` : '';
  const entries = [
    ['Grade', grade(quality)],
    ['Cost', `${per1000(costUsd)} per 1,000${routing}`],
    Number.isNaN(latencyMs) ? undefined : ['Latency', time(latencyMs)],
  ].filter((entry) => entry !== undefined);
  const made = element(
    'dl',
    ...entries.map(([term, text]) => element('div', element('dt', term), element('dd', text))),
  );
  made.title = `the answer alone: ${per1000(answerUsd)} per 1,000`;
  return made;
}

function reasonList(data, pair, one, reasons, name) {
  const other = one[name === 'a' ? 'b' : 'a'].model;
  const rival = predictionOf(data, pair[name], one.prompt, other);
  const predicted =
    one[name].predicted === undefined
      ? undefined
      : `predicted quality ${one[name].predicted.toFixed(2)}` +
        (rival === undefined ? '' : `, and ${rival.toFixed(2)} for ${modelName(data, other)}`);
  const lines = [...(predicted === undefined ? [] : [predicted]), ...reasons];
  return element('div.why', element('h4', 'Why'), element('ul', ...lines.map((line) => foreignText('li', line))));
}

function textBlock(heading, text, look) {
  const cut = Array.isArray(text);
  const block = foreignText(`pre.${look}`, wordsOf(text));
  block.tabIndex = 0;
  block.setAttribute('role', 'region');
  block.setAttribute('aria-label', heading);
  return element(
    'div.text',
    element('h4', heading, cut ? element('span.cut', ` · cut, ${text[1].toLocaleString('en-US')} characters`) : ''),
    wordsOf(text).trim() === '' ? element('p.cut', 'empty') : block,
  );
}

function wordsOf(text) {
  return Array.isArray(text) ? text[0] : text;
}

export function modelName(data, model) {
  return model < 0 ? 'refused' : data.models[model];
}
