import { alignedColumns } from './aligned-columns.ts';
import type { Count, Description } from './describe.ts';

const MOST_TASKS = 20;
const LONGEST_CELL = 48;

/** A description for the terminal: aligned columns, nothing that could steer it. */
export function describeText(description: Description): string {
  const { card, models, tasks, labels, metadata, notes } = description;
  const lines = [
    `${card.title} (${card.name})`,
    ...(card.simulated ? ['The models are simulated: nothing follows for real ones.'] : []),
    ...(card.description === undefined ? [] : [card.description]),
    `licence: ${card.licence ?? 'not stated'}   source: ${card.source ?? 'not stated'}`,
    `${description.examples} examples, ${description.completeExamples} answered by all ${models.length} models`,
    ...extent(description),
    '',
    ...aligned(modelRows(description)),
    '',
    ...oracleLines(description),
    `tasks: ${countList(tasks, MOST_TASKS)}`,
    ...(labels.length === 0 ? [] : [`labels: ${countList(labels, MOST_TASKS)}`]),
    ...metadata.map(({ key, distinct, values }) => `metadata ${key} (${distinct} values): ${countList(values, 8)}`),
    ...card.estimates.map((estimate) => `estimated: ${estimate}`),
    ...notes.map((note) => `note: ${note}`),
    `fingerprint: ${description.fingerprint}`,
  ];
  return `${lines.map(printable).join('\n')}\n`;
}

function extent({ groups, sessions, times }: Description): string[] {
  return [
    ...(groups.groups === 0 ? [] : [`${groups.examples} examples in ${groups.groups} groups`]),
    ...(sessions.sessions === 0 ? [] : [`${sessions.examples} examples in ${sessions.sessions} sessions`]),
    ...(times === undefined ? [] : [`from ${times.first} to ${times.last}`]),
  ];
}

function modelRows({ models, card }: Description): string[][] {
  const isUnit = card.scale.min === 0 && card.scale.max === 1;
  const header = [
    'model',
    'quality %',
    ...(isUnit ? [] : [`on ${card.scale.min}..${card.scale.max}`]),
    'mean $',
    'total $',
    'missing',
    'errors',
    '$/M in',
    '$/M out',
  ];
  const rows = models.map((model) => [
    model.id,
    figure(model.meanQuality === undefined ? undefined : model.meanQuality * 100, 4),
    ...(isUnit ? [] : [figure(model.meanNativeQuality, 5)]),
    dollars(model.meanCostUsd),
    dollars(model.totalCostUsd),
    String(model.missing),
    String(model.errors),
    dollars(model.price?.inputUsdPerMillionTokens),
    dollars(model.price?.outputUsdPerMillionTokens),
  ]);
  return [header, ...rows];
}

function oracleLines({ oracle, card }: Description): string[] {
  if (oracle === undefined)
    return ['oracle: cannot be computed, as no example was answered by every model at a known cost'];
  const isUnit = card.scale.min === 0 && card.scale.max === 1;
  return [
    `oracle: quality ${figure(oracle.meanQuality * 100, 4)} %${isUnit ? '' : ` (${figure(oracle.meanNativeQuality, 5)})`}, total cost ${dollars(oracle.totalCostUsdUnsolvedCheapest)} with unsolved queries at the cheapest model, ${dollars(oracle.totalCostUsdUnsolvedFree)} with unsolved queries at $0`,
  ];
}

function figure(value: number | undefined, digits: number): string {
  return value === undefined ? '–' : value.toFixed(digits);
}

/** Four significant digits, never in exponent notation. */
function dollars(value: number | undefined): string {
  if (value === undefined) return '–';
  if (value === 0) return '0';
  const digits = Math.min(12, Math.max(2, 3 - Math.floor(Math.log10(value))));
  return value.toFixed(digits);
}

function countList(items: readonly Count[], most: number): string {
  const shown = items.slice(0, most).map(({ value, count }) => `${cut(value)} ${count}`);
  return `${shown.join(', ')}${items.length > most ? ` and ${items.length - most} more` : ''}`;
}

/** Names in a dataset are from outside: no control characters, no endless lines. */
function aligned(rows: readonly (readonly string[])[]): string[] {
  return alignedColumns(rows.map((row) => row.map(cut)));
}

function cut(text: string): string {
  const plain = printable(text);
  return plain.length > LONGEST_CELL ? `${plain.slice(0, LONGEST_CELL - 1)}…` : plain;
}

/** Control and direction characters in names from outside could repaint the terminal. */
function printable(line: string): string {
  return line
    .replace(/[\t\r\n]+/g, ' ')
    .replace(/[\p{Cc}\p{Cs}\u061c\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/gu, '\ufffd');
}
