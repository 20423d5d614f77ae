import type { Results } from '../harness/evaluate/results.ts';
import type { Significance } from '../harness/evaluate/significance-schema.ts';
import { count, counted, decimal, listWords } from './format.ts';
import { marginWords } from './objective-words.ts';
import { plainText } from './plain-text.ts';

const LEVEL = 0.05;
/** So many names are listed in a sentence. */
const LISTED = 8;

/**
 * What the page and the Markdown say of certainty: a paragraph about what is claimed, one about what so many queries can
 * tell; none in results that know nothing of it.
 */
export function certaintyParagraphs(results: Results): string[] {
  const { significance } = results;
  if (significance === undefined) return [];
  const claimed =
    significance.withheld === undefined
      ? claims(results, significance)
      : [`No claim is made, ${plainText(significance.withheld, 300)}.`];
  return [[...claimed, clusterSentence(significance)].join(' '), planningSentences(results, significance).join(' ')];
}

function clusterSentence({ queries, clusters }: Significance): string {
  return clusters === queries
    ? `The ${count(queries)} test queries stand alone (no group, session or near-duplicate joins them), so the intervals are the plain ones for independent queries.`
    : `The ${count(queries)} test queries form ${count(clusters)} independent clusters (by group, session and near-duplicates); intervals and p-values count clusters.`;
}

function claims(results: Results, significance: Significance): string[] {
  if (results.routers.length === 0) return [];
  return [...setSentences(significance), familySentence(significance)];
}

function setSentences(significance: Significance): string[] {
  const members = (significance.best ?? []).filter(({ isIn }) => isIn).sort((a, b) => b.aiq - a.aiq);
  const out = (significance.best ?? []).length - members.length;
  const excluded =
    out === 0 ? 'nothing is left out' : `${counted(out, 'candidate')} ${out === 1 ? 'is' : 'are'} left out`;
  const set =
    members.length === 1
      ? `With 95 % confidence ${plainText(members[0]!.name, 60)} is the best by AIQ; ${excluded}.`
      : `With 95 % confidence the best by AIQ is among ${nameList(members.map(({ name }) => name))}: these queries cannot tell which, and ${excluded}.`;
  const zero = members.some(({ kind }) => kind === 'zero')
    ? [
        'The zero router is in that set too: with all compared with all, mixing single models at random may be the best.',
      ]
    : [];
  return [set, ...zero];
}

function nameList(names: readonly string[]): string {
  const shown = names.slice(0, LISTED).map((name) => plainText(name, 60));
  return names.length > LISTED ? `${shown.join(', ')} and ${names.length - LISTED} more` : listWords(shown);
}

function familySentence({ families }: Significance): string {
  const tests = families.find(({ family }) => family === 'aiq-zero')?.tests ?? [];
  const sure = tests.filter(({ holm }) => holm <= LEVEL);
  const above = sure.filter(({ difference }) => difference.value > 0).length;
  const comparisons = families.reduce((sum, family) => sum + family.tests.length, 0);
  const adjusted = comparisons > 1 ? ` after Holm’s correction for all ${comparisons} comparisons below` : '';
  return `Of ${counted(tests.length, 'router')}, ${number(above)} ${above === 1 ? 'is' : 'are'} above the zero router and ${number(sure.length - above)} below it at the 5 % level${adjusted}.`;
}

function number(n: number): string {
  return n === 0 ? 'none' : count(n);
}

function planningSentences(results: Results, { planning, queries }: Significance): string[] {
  const reference = plainText(results.referenceModel, 60);
  if ('undefined' in planning) return [`How small a difference test can find is not defined, ${planning.undefined}.`];
  const { median, low, high } = planning.detectable;
  const range =
    planning.candidates > 1
      ? ` (${inPoints(low)} to ${inPoints(high)}, by how often a candidate answers otherwise)`
      : '';
  return [
    `Against ${reference}, ${count(queries)} test queries find a quality difference of ${inPoints(median)} points${range} in four cases of five, smaller ones less often.`,
    ...marginSentences(results, planning.margin),
  ];
}

type Planning = Exclude<Significance['planning'], { undefined: string }>;

function marginSentences({ split }: Results, margin: Planning['margin']): string[] {
  if (margin === undefined) return [];
  if ('undefined' in margin)
    return [`The number of queries that the margin takes is not defined, ${margin.undefined}.`];
  const { testQueries, validateQueries, paths } = margin;
  return [
    `To show that a candidate which truly loses nothing loses no more than ${marginWords(margin.margin)} takes about ${count(testQueries)} test queries (there are ${count(split.test)}${testQueries > split.test ? ', too few' : ''}), and to certify it on validate, at 5 % shared by ${paths} paths, about ${count(validateQueries)} (there are ${count(split.validate)}${validateQueries > split.validate ? ', too few' : ''}).`,
  ];
}

/** A size in points of a hundred; below one point with a second decimal. */
function inPoints(size: number): string {
  return decimal(size * 100, size < 0.01 ? 2 : 1);
}
