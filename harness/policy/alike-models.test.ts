import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Scalar } from '../request.ts';
import { constraintCheck } from './constraints.ts';

describe('models that a constraint cannot tell apart', () => {
  it('get the verdict that each would get by itself, missing attributes included', () => {
    const attribute = fc.option(fc.constantFrom<Scalar>(true, false, 'true', 'eu', 1), { nil: undefined });
    const model = fc.record({ baa: attribute, region: attribute, id: fc.constantFrom('a', 'b') });
    const conditions = fc.constantFrom(
      'metadata.dataClass != "phi" || model.baa',
      'model.region == "eu" && has(model.baa)',
      'prompt.words < 3.0',
      '"model.baa" == "x" || model.region == "eu"',
      'model["region"] == "eu"',
    );
    fc.assert(
      fc.property(fc.array(model, { minLength: 2, maxLength: 6 }), conditions, (facts, allow) => {
        const models = facts.map(({ id, ...attributes }) => ({ id, attributes: known(attributes) }));
        const request = { messages: [{ role: 'user' as const, content: 'hello' }], metadata: { dataClass: 'phi' } };
        // `dyn`, so that a pool of one compiles what the whole pool does.
        const whole = { id: 'whole', attributes: { baa: 'x', region: 'x' } };
        const other = { id: 'other', attributes: { baa: 1, region: 1 } };
        const metadata = { dataClass: { type: 'string' as const } };
        const check = (pool: typeof models) =>
          constraintCheck([{ name: 'c', allow }], [...pool, whole, other], metadata)(request).mask;
        const together = check(models);
        models.forEach((each, m) => {
          expect(together[m]).toBe(check([each])[0]);
        });
      }),
      { numRuns: 60 },
    );
  });
});

function known(attributes: Readonly<Record<string, Scalar | undefined>>): Record<string, Scalar> {
  return Object.fromEntries(
    Object.entries(attributes).filter((entry): entry is [string, Scalar] => entry[1] !== undefined),
  );
}
