import { LEAST_TASK_QUERIES } from '../harness/evaluate/significance-schema.ts';
import type { Robustness, Shipped, Variant } from '../harness/evaluate/studies/robustness-schema.ts';
import { FEW, isFew } from './certainty.ts';
import { count, percent, percentChange, plusMinus, pointsNumber, signed, usdPer1000 } from './format.ts';
import { plainText } from './plain-text.ts';
import { howWords, noisyRouters, rateWords, shipName, studiedRouter } from './robustness.ts';
import { leftOutRows } from './robustness-left-out.ts';

/** A table as plain text, for the page and for Markdown. */
export interface TextTable {
  readonly caption: string;
  readonly headings: readonly string[];
  /** The first cell of a row is its heading. Dataset text in it is flattened, not escaped. */
  readonly rows: readonly (readonly string[])[];
}

const WORDS = new Set(['Router', 'Wrong', 'in', 'Ships', 'Without', 'Reference', 'Outcomes', 'Task', 'Where', 'Why']);

/** Whether the column of this heading holds names and words, and not figures. */
export function holdsWords(heading: string): boolean {
  return WORDS.has(heading);
}

/** All tables of the section, in the order of its paragraphs. */
export function robustnessTables(study: Robustness): readonly TextTable[] {
  return [
    noiseTable(study),
    shippedByNoise(study),
    removedTable(study),
    addedTable(study),
    taskTable(study),
    ...study.paraphrases.map(paraphraseTable),
    leftOutTable(study),
  ].filter(({ rows }) => rows.length > 0);
}

function noiseTable(study: Robustness): TextTable {
  const { labelNoise } = study;
  return {
    caption:
      'AIQ − zero with a share of the training grades wrong, ± half of the 95 % interval. Routers that learn from no grade are left out.',
    headings: ['Router', ...labelNoise.map(({ rate }) => rateWords(rate))],
    rows: noisyRouters(study).map((name) => [
      plainText(name, 60),
      ...labelNoise.map(({ routers }) => gainOf(name, routers)),
    ]),
  };
}

function gainOf(name: string | undefined, routers: Variant['routers']): string {
  const own = routers.find((router) => router.name === name);
  return own === undefined ? 'left out' : plusMinus(own.aiqMinusZero, 4, signed);
}

const DELIVERED = ['Ships', 'Quality change', 'Saved', '$ / 1k'];

/** Quality change against the reference model of the unchanged run, where test is the same. */
function deliveredCells(ships: Shipped): readonly string[] {
  const { value, low, high } = ships.qualityAgainstUnchanged ?? ships.qualityGained;
  const saved = 'undefined' in ships.costSaved ? 'not defined' : percentChange(ships.costSaved.value);
  return [
    ships.feasible ? shipName(ships) : `${shipName(ships)} (nothing met the objective)`,
    `${pointsNumber(value)} (${pointsNumber(low)} to ${pointsNumber(high)})`,
    saved,
    usdPer1000(ships.costUsd.value),
  ];
}

function shippedByNoise({ labelNoise, judgeError, unchanged }: Robustness): TextTable {
  const rows = [
    ...labelNoise.map(({ rate, ships }) => [rateWords(rate), 'train', ...deliveredCells(ships)]),
    ...judgeError.slice(1).map(({ rate, ships }) => [rateWords(rate), 'train, validate', ...deliveredCells(ships)]),
  ];
  const reference = plainText(unchanged.ships.referenceModel, 60);
  return {
    caption: `What ships with wrong grades and what it delivers on test, graded right. Quality change in points, against ${reference}; saved against the reference model that the wrong grades name.`,
    headings: ['Wrong', 'in', ...DELIVERED],
    rows,
  };
}

function removedTable({ modelRemoved, unchanged }: Robustness): TextTable {
  const models = 'undefined' in modelRemoved ? [] : modelRemoved.models;
  const reference = plainText(unchanged.ships.referenceModel, 60);
  return {
    caption: `Without one model. Quality change in points against ${reference}, also where it is gone; saved against the reference model that is left.`,
    headings: ['Without', 'Reference', ...DELIVERED, 'Best AIQ − zero'],
    rows: models.map(({ model, ships, routers }) => [
      plainText(model, 60),
      plainText(ships.referenceModel, 60),
      ...deliveredCells(ships),
      bestGain(routers),
    ]),
  };
}

function bestGain(routers: Variant['routers']): string {
  if (routers.length === 0) return '';
  const best = routers.reduce((a, b) => (b.aiqMinusZero.value > a.aiqMinusZero.value ? b : a));
  return `${plainText(best.name, 30)} ${signed(best.aiqMinusZero.value, 4)}`;
}

function addedTable(study: Robustness): TextTable {
  const { modelAdded } = study;
  const name = studiedRouter(study);
  if ('undefined' in modelAdded) return { caption: '', headings: [], rows: [] };
  return {
    caption: `With few training outcomes of ${plainText(modelAdded.model, 60)}; AIQ − zero is that of ${plainText(name ?? '', 60)}. Quality change in points.`,
    headings: ['Outcomes', ...DELIVERED, 'AIQ − zero'],
    rows: modelAdded.steps.map(({ outcomes, ships, routers }) => [
      count(outcomes),
      ...deliveredCells(ships),
      gainOf(name, routers),
    ]),
  };
}

function taskTable({ taskLeftOut }: Robustness): TextTable {
  const tasks = 'undefined' in taskLeftOut ? [] : taskLeftOut.tasks;
  const few = tasks.some(({ n }) => isFew(n)) ? ` Marked “${FEW}”: fewer than ${LEAST_TASK_QUERIES} test queries.` : '';
  return {
    caption: `On a task that nobody trained on. Quality change in points against the reference model that train without the task names.${few}`,
    headings: ['Task', 'Queries', 'Reference', ...DELIVERED, 'Best AIQ − zero'],
    rows: tasks.map(({ task, n, ships, routers }) => [
      `${plainText(task, 60)}${isFew(n) ? ` (${FEW})` : ''}`,
      count(n),
      plainText(ships.referenceModel, 60),
      ...deliveredCells(ships),
      bestGain(routers),
    ]),
  };
}

function paraphraseTable({ how, queries, routers }: Robustness['paraphrases'][number]): TextTable {
  const few = isFew(queries) ? ` Fewer than ${LEAST_TASK_QUERIES} queries: the figures are hints, not findings.` : '';
  return {
    caption: `Reworded: ${howWords(how)}, ${count(queries)} queries. Effect of the flips per query, ± half of the 95 % interval.${few}`,
    headings: ['Router', 'Robustness', 'Routes flipped', 'Quality, points', '$ / 1k'],
    rows: routers.map(({ name, flips, qualityEffect, costEffectUsd }) => [
      plainText(name, 60),
      percent(1 - flips.value),
      `${percent(flips.value)} ± ${((flips.high - flips.low) * 50).toFixed(1)}`,
      `${pointsNumber(qualityEffect.value)} ± ${((qualityEffect.high - qualityEffect.low) * 50).toFixed(1)}`,
      `${usdPer1000(costEffectUsd.value)} ± ${usdPer1000((costEffectUsd.high - costEffectUsd.low) / 2)}`,
    ]),
  };
}

function leftOutTable(study: Robustness): TextTable {
  return {
    caption: 'Routers that could not be tried.',
    headings: ['Router', 'Where', 'Why'],
    rows: leftOutRows(study),
  };
}
