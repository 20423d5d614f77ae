import { describe, expect, it } from 'vitest';
import { MISTAKES } from './broken-enforcement.ts';
import { manyPolicies } from './many-policies.ts';

// The full run, 100,000 requests, is `npm run calibration -- --only constraints`.
describe('random policies, served while most attempts fail', () => {
  it('never send a request where the independent checker says that it must not go, and both read every constraint alike', async () => {
    const found = await manyPolicies({ policies: 100, requestsEach: 5, seed: 7 });
    expect(found).toMatchObject({ requests: 500, violating: 0, disagreements: 0, examples: [] });
    // So that it means something: requests do go out, hop, and constraints do fail to be decided.
    expect(found.attempts).toBeGreaterThan(200);
    expect(found.hops).toBeGreaterThan(50);
    expect(found.undecided).toBeGreaterThan(100);
  });

  it.each(Object.entries(MISTAKES))('are caught where %s', async (_, mistake) => {
    const found = await manyPolicies({ policies: 25, requestsEach: 5, seed: 3, mistake });
    expect(found.violating).toBeGreaterThan(0);
  });
});
