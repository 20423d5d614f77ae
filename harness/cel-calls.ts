import type { ASTNode } from '@marcbachmann/cel-js';
import { BenchError } from './bench-error.ts';
import { type LinearRegex, linearRegex } from './linear-regex.ts';

/** All take time linear in the text. Left out: comprehensions, which nest, and what makes lists from text. */
const FUNCTIONS = new Set(
  'has size int double string bool contains startsWith endsWith matches lowerAscii upperAscii trim'.split(' '),
);
/**
 * What stands in for functions of the library, by names that one would not write: its `matches` is a backtracking RegExp, its
 * `…Ascii` change letters beyond ASCII too (the Kelvin sign into k), its `int` makes integers that CEL has no room for.
 */
export const STAND_INS: Readonly<Record<string, string>> = {
  matches: 'matchesInLinearTime',
  lowerAscii: 'lowerAsciiOnly',
  upperAscii: 'upperAsciiOnly',
  int: 'intOf64Bits',
};

/** Compiles the patterns of a tree into `patterns` and refuses what conditions cannot do. */
export function checkCalls(node: ASTNode, expression: string, patterns: Map<string, LinearRegex>): void {
  if (node.op === 'call' || node.op === 'rcall') {
    const name = node.args[0];
    if (!FUNCTIONS.has(name)) {
      throw new BenchError(`condition: ${expression}: ${name}() is not available in conditions`, {
        hint: `Available: ${[...FUNCTIONS].join(', ')}.`,
      });
    }
    if (node.op === 'rcall' && name === 'matches') compilePattern(node.args[2][0], expression, patterns);
  }
  if (node.op === 'in') checkMembers(node, expression);
  for (const child of childrenOf(node)) checkCalls(child, expression, patterns);
}

/** Whole numbers in a list are compared with doubles; of a field of several types, nobody knows before it runs. */
function checkMembers({ args: [value, list] }: ASTNode & { op: 'in' }, expression: string): void {
  const types = [value, list].map((node) => String((node as { checkedType?: unknown }).checkedType));
  if (types[0] !== 'dyn' || types[1] !== 'list<int>') return;
  throw new BenchError(`condition: ${expression}: a field of several types is sought in a list of whole numbers`, {
    hint: 'Write them with a point: in [7.0, 8.0].',
  });
}

/** In place, and before the tree is checked: written out again, it would not always be what was read. */
export function putStandIns(node: ASTNode): void {
  if (node.op === 'call' || node.op === 'rcall') {
    const [name] = node.args;
    if (Object.hasOwn(STAND_INS, name)) (node.args as unknown[])[0] = STAND_INS[name];
  }
  for (const child of childrenOf(node)) putStandIns(child);
}

function childrenOf({ args }: ASTNode): ASTNode[] {
  return [args as unknown].flat(3).filter(isNode);
}

function compilePattern(node: ASTNode | undefined, expression: string, patterns: Map<string, LinearRegex>): void {
  if (node?.op !== 'value' || typeof node.args !== 'string') {
    throw new BenchError(`condition: ${expression}: the pattern of matches() must be written out in quotes`);
  }
  patterns.set(node.args, linearRegex(node.args));
}

function isNode(value: unknown): value is ASTNode {
  return typeof value === 'object' && value !== null && 'op' in value && 'args' in value;
}
