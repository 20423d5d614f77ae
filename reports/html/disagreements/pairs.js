/** From this quality on an answer counts as right. Most grades are 0 or 1. */
export const RIGHT = 0.5;

/** Who was right about a prompt; a pair of candidates is looked at. */
export const STANDINGS = ['a', 'b', 'both', 'neither'];

/** All that can be compared: routers, then single models, in the order of the page. */
export function candidatesOf({ routers, models }) {
  return [...routers.map((name, router) => ({ name, router })), ...models.map((name, model) => ({ name, model }))];
}

/** What a candidate did with a prompt: its model (−1 = refused) and what it spent, routing included. */
export function decisionOf(data, { router, model }, prompt) {
  const { prompts, models, choices, quality, costUsd, latencyMs, billUsd, billLatencyMs, predicted } = data;
  const place = router === undefined ? undefined : router * prompts + prompt;
  const chosen = place === undefined ? model : choices[place];
  const cell = prompt * models.length + chosen;
  const refused = chosen < 0;
  const routing = place === undefined ? 0 : billUsd[place];
  const waiting = place === undefined ? 0 : billLatencyMs[place];
  const guess = place === undefined || refused ? 255 : predicted[place * models.length + chosen];
  return {
    model: chosen,
    quality: refused ? 0 : quality[cell],
    answerUsd: refused ? 0 : costUsd[cell],
    routingUsd: routing,
    costUsd: (refused ? 0 : costUsd[cell]) + (Number.isNaN(routing) ? 0 : routing),
    latencyMs:
      latencyMs === undefined ? Number.NaN : (refused ? 0 : latencyMs[cell]) + (Number.isNaN(waiting) ? 0 : waiting),
    predicted: guess === 255 ? undefined : guess / 100,
  };
}

/** Predicted quality of another model by a router; undefined where it predicts none. */
export function predictionOf({ prompts, models, predicted }, { router }, prompt, model) {
  if (router === undefined || model < 0) return undefined;
  const guess = predicted[(router * prompts + prompt) * models.length + model];
  return guess === 255 ? undefined : guess / 100;
}

/** The prompts for which two candidates choose different models, and how often each pair of models was chosen. */
export function comparison(data, first, second) {
  const cases = [];
  const cells = new Map();
  for (let prompt = 0; prompt < data.prompts; prompt++) {
    const a = decisionOf(data, first, prompt);
    const b = decisionOf(data, second, prompt);
    const cell = `${a.model}/${b.model}`;
    cells.set(cell, (cells.get(cell) ?? 0) + 1);
    if (a.model !== b.model) cases.push({ prompt, task: data.task[prompt], a, b, standing: standing(a, b) });
  }
  return { cases, cells };
}

function standing({ quality: a }, { quality: b }) {
  if (a >= RIGHT) return b >= RIGHT ? 'both' : 'a';
  return b >= RIGHT ? 'b' : 'neither';
}

/** The models on one side of a comparison, in the order of the pool; −1 = refused. */
export function modelsOn(cells, side) {
  return [...new Set([...cells.keys()].map((cell) => Number(cell.split('/')[side])))].sort((a, b) => a - b);
}

/**
 * The cases that pass; a filter that is undefined passes all.
 *
 * @param found prompts that the search found, as a set; undefined = all
 */
export function filtered(cases, { task, model, standing, cell }, found) {
  return cases.filter(
    (one) =>
      (task === undefined || one.task === task) &&
      (model === undefined || one.a.model === model || one.b.model === model) &&
      (standing === undefined || one.standing === standing) &&
      (cell === undefined || `${one.a.model}/${one.b.model}` === cell) &&
      (found === undefined || found.has(one.prompt)),
  );
}

const difference = ({ a, b }) => a.quality - b.quality;
const dearness = ({ a, b }) => a.costUsd - b.costUsd;
const ORDERS = {
  largest: (x, y) => Math.abs(difference(y)) - Math.abs(difference(x)) || Math.abs(dearness(y)) - Math.abs(dearness(x)),
  a: (x, y) => difference(y) - difference(x) || dearness(x) - dearness(y),
  b: (x, y) => difference(x) - difference(y) || dearness(y) - dearness(x),
};

/** By difference in quality, then in cost, then in the order of the dataset. */
export function sorted(cases, order) {
  return [...cases].sort((x, y) => ORDERS[order](x, y) || x.prompt - y.prompt);
}

/** Mean quality and cost of both sides over the cases. */
export function meansOf(cases) {
  const mean = (value) => cases.reduce((sum, one) => sum + value(one), 0) / cases.length;
  const of = (side) => ({ quality: mean((one) => one[side].quality), costUsd: mean((one) => one[side].costUsd) });
  return { a: of('a'), b: of('b') };
}
