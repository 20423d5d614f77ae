import { costAt, type Model, type Price } from '../harness/model.ts';
import { isAnswered, type OutcomeTable, STATUS } from '../harness/outcome-table.ts';
import { constantColumns } from './constant-columns.ts';
import type { OutcomeTraces } from './outcome-traces.ts';
import { servedModels } from './served-models.ts';
import { type Answers, type Suspicion, someAnswers } from './suspicion.ts';

/** Recorded cost and tokens × price may differ by so much: prices in files are rounded. */
const COST_TOLERANCE = 0.01;

/** What can be, and seldom is what was meant: numbers of the answers of each model that contradict one another. */
export function suspiciousRows(table: OutcomeTable, traces: OutcomeTraces): Suspicion[] {
  return table.models.flatMap((model, m) => {
    const answers = answersOf(table, model, m);
    if (answers.rows.length === 0) return [];
    return [
      ...freeAnswers(answers),
      ...costsBesidePrices(answers),
      ...impossibleTokens(answers, traces),
      ...constantColumns(answers, traces),
      ...servedModels(answers, traces),
    ];
  });
}

function answersOf(table: OutcomeTable, model: Model, m: number): Answers {
  const width = table.models.length;
  const rows: number[] = [];
  for (let row = 0; row < table.examples.length; row++) {
    if (isAnswered(table.status[row * width + m]!)) rows.push(row);
  }
  return { table, model, m, rows, at: (column, row) => table[column][row * width + m]! };
}

function freeAnswers(answers: Answers): Suspicion[] {
  const { price } = answers.model;
  if (price === undefined || !hasRate(price)) return [];
  const free = answers.rows.filter((row) => answers.at('costUsd', row) === 0);
  return someAnswers(answers, 'costUsd', free, 'cost 0, and the model has a price');
}

function hasRate(price: Price): boolean {
  return price.usdPerRequest + price.inputUsdPerMillionTokens + price.outputUsdPerMillionTokens > 0;
}

/** Prices that were fitted to the costs differ from them by nature. */
function costsBesidePrices(answers: Answers): Suspicion[] {
  const { price } = answers.model;
  if (price === undefined || price.source === 'inferred') return [];
  let [recorded, expected] = [0, 0];
  const beside = answers.rows.filter((row) => {
    const cost = answers.at('costUsd', row);
    const cached = answers.at('cachedInputTokens', row);
    const priced = costAt(
      price,
      answers.at('inputTokens', row),
      answers.at('outputTokens', row),
      Number.isNaN(cached) ? 0 : cached,
    );
    const differs = cost > 0 && Math.abs(cost - priced) > COST_TOLERANCE * Math.max(cost, priced);
    if (differs) [recorded, expected] = [recorded + cost, expected + priced];
    return differs;
  });
  const sums = `${recorded.toPrecision(3)} USD recorded, ${expected.toPrecision(3)} USD by tokens × price`;
  return someAnswers(answers, 'costUsd', beside, `cost more or less than the price of the model says (in all ${sums})`);
}

function impossibleTokens(answers: Answers, traces: OutcomeTraces): Suspicion[] {
  const { table, m, rows, at } = answers;
  const silent = rows.filter((row) => {
    const length = traces.responseLength(row, m);
    const isEmpty = length === undefined ? table.status[row * table.models.length + m] === STATUS.empty : length === 0;
    return at('outputTokens', row) === 0 && !isEmpty;
  });
  const cached = rows.filter((row) => at('cachedInputTokens', row) > at('inputTokens', row));
  return [
    ...someAnswers(answers, 'outputTokens', silent, 'have 0 output tokens and are not empty'),
    ...someAnswers(answers, 'cachedInputTokens', cached, 'have more cached input tokens than input tokens'),
  ];
}
