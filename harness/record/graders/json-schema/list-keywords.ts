import { z } from 'zod';
import { canonicalJson } from '../../../canonical-json.ts';
import { type Check, type Keyword, keyword, take } from './check.ts';

const count = z.int().nonnegative();

/** The keywords that look into lists. */
export const listKeywords: Readonly<Record<string, Keyword>> = {
  prefixItems: keyword(z.array(z.unknown()).min(1), (schemas, { compile }) => {
    const checks = schemas.map((schema, i) => compile(schema, 'prefixItems', String(i)));
    return ofLists((list, walk) => firstProblem(list.slice(0, checks.length), (item, i) => checks[i]!(item, walk)));
  }),
  items: keyword(z.unknown(), (schema, { compile, siblings }) => {
    const check = compile(schema, 'items');
    const from = Array.isArray(siblings.prefixItems) ? siblings.prefixItems.length : 0;
    return ofLists((list, walk) => firstProblem(list, (item, i) => (i < from ? undefined : check(item, walk))));
  }),
  contains: keyword(z.unknown(), (schema, { compile }) => {
    const check = compile(schema, 'contains');
    return ofLists((list, walk) =>
      list.some((item) => check(item, walk) === undefined) ? undefined : 'has no item that is asked for',
    );
  }),
  minItems: keyword(count, (least) =>
    ofLists(({ length }) => (length >= least ? undefined : `has less than ${least} items`)),
  ),
  maxItems: keyword(count, (most) =>
    ofLists(({ length }) => (length <= most ? undefined : `has more than ${most} items`)),
  ),
  uniqueItems: keyword(z.boolean(), (isWanted) =>
    ofLists((list, walk) => {
      if (!isWanted) return undefined;
      const texts = list.map((item) => canonicalJson(item));
      take(walk, texts.reduce((sum, { length }) => sum + length, 0) >> 4);
      return new Set(texts).size === list.length ? undefined : 'has an item twice';
    }),
  ),
};

type ListCheck = (list: readonly unknown[], walk: Parameters<Check>[1]) => string | undefined;

function ofLists(check: ListCheck): Check {
  return (value, walk) => (Array.isArray(value) ? check(value, walk) : undefined);
}

function firstProblem(
  list: readonly unknown[],
  check: (item: unknown, index: number) => string | undefined,
): string | undefined {
  for (const [i, item] of list.entries()) {
    const problem = check(item, i);
    if (problem !== undefined) return `[${i}] ${problem}`;
  }
  return undefined;
}
