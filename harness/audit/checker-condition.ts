import { type CelInput, celEnv, isCelError, parse, plan } from '@bufbuild/cel';
import { RE2JS } from 're2js';
import { BenchError } from '../bench-error.ts';
import { CONDITION_FUNCTIONS, HAS, READ } from './cel-functions.ts';

/** What a condition says of one model and one request: that it holds, that it does not, or why nobody can tell. */
export type Verdict = boolean | { readonly error: string };

/** Fields of the four things that a condition speaks of. */
export type ConditionFacts = Readonly<Record<'prompt' | 'metadata' | 'model' | 'live', ReadonlyMap<string, CelInput>>>;

type Expression = NonNullable<ReturnType<typeof parse>['expr']>;

const patterns = new Map<string, RE2JS>();
const ENVIRONMENT = celEnv({
  funcs: CONDITION_FUNCTIONS,
  re2: {
    compile(pattern) {
      const known = patterns.get(pattern) ?? RE2JS.compile(pattern);
      patterns.set(pattern, known);
      return known;
    },
  },
});

/**
 * A condition of a policy, evaluated by another implementation of CEL than the one that enforces it.
 *
 * @throws {BenchError} for a condition that this implementation cannot read: it cannot be checked
 */
export function checkerCondition(name: string, expression: string): (facts: ConditionFacts) => Verdict {
  const evaluate = planned(name, expression);
  return (facts) => {
    const value = evaluate(facts as never);
    if (typeof value === 'boolean') return value;
    return { error: isCelError(value) ? value.message : 'it is neither true nor false' };
  };
}

function planned(name: string, expression: string) {
  try {
    // The line break ends a comment, which this parser wants.
    const { expr } = parse(`${expression}\n`);
    readFacts(expr!);
    return plan(ENVIRONMENT, expr!);
  } catch (error) {
    throw new BenchError(`constraint "${name}": the checker cannot read it: ${(error as Error).message}`, {
      hint: 'Write it in plainer CEL: what cannot be checked should not be relied on.',
      cause: error,
    });
  }
}

/** Turns every reading of a field into a call of our own, whose failure is a value that `||` and `&&` can absorb. */
function readFacts(expression: Expression): void {
  const { exprKind } = expression;
  if (exprKind.case === 'selectExpr') {
    const { operand, field, testOnly } = exprKind.value;
    readFacts(operand!);
    const name = { exprKind: { case: 'constExpr', value: { constantKind: { case: 'stringValue', value: field } } } };
    expression.exprKind = {
      case: 'callExpr',
      value: { function: testOnly ? HAS : READ, args: [operand!, { ...name, id: expression.id }] },
    } as unknown as Expression['exprKind'];
  } else if (exprKind.case === 'callExpr') {
    const call = exprKind.value;
    if (call.target !== undefined) readFacts(call.target);
    call.args.forEach(readFacts);
    if (call.function === '_[_]' && call.args[0]!.exprKind.case === 'identExpr') call.function = READ;
  } else if (exprKind.case === 'listExpr') {
    exprKind.value.elements.forEach(readFacts);
  } else if (exprKind.case === 'structExpr') {
    for (const { keyKind, value } of exprKind.value.entries) {
      if (keyKind.case === 'mapKey') readFacts(keyKind.value);
      readFacts(value!);
    }
  }
}
