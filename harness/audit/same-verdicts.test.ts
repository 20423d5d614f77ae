import { describe, expect, it } from 'vitest';
import type { Model } from '../model.ts';
import { constraintCheck } from '../policy/constraints.ts';
import type { Policy } from '../policy/policy.ts';
import { policyAudit } from './policy-audit.ts';

const price = { usdPerRequest: 0, inputUsdPerMillionTokens: 1, outputUsdPerMillionTokens: 1, source: 'card' as const };
const POOL: Policy['pool'] = [
  { id: 'a', price, contextTokens: 1000, attributes: { mixed: 'eu', days: 5, baa: true } },
  { id: 'b', price, attributes: { mixed: 7, days: 2, baa: false } },
];
const METADATA: Policy['metadata'] = {
  text: { type: 'string' },
  n: { type: 'number' },
  flag: { type: 'boolean' },
  none: { type: 'string' },
};
const messages = [
  { role: 'user' as const, content: 'Hi?? all' },
  { role: 'assistant' as const, content: 'x'.repeat(450) },
  { role: 'user' as const, content: `Kelvin \u212a? ${'\u3000'.repeat(210)}${'longword'.repeat(40)} <|endoftext|>` },
];
const REQUESTS = [
  { messages, metadata: { text: '\u212ax', n: 3, flag: true } },
  { messages: messages.slice(1, 2), metadata: { text: 5, n: '3', flag: 'true' } },
  { messages, metadata: { text: ' 5', n: 1e300, flag: false } },
];

/** What is easily read in two ways: types at run time, whole numbers, conversions, absence, text beyond ASCII. */
const CONDITIONS = [
  'metadata.text.lowerAscii() == "kx"',
  'metadata.text.upperAscii() == "\u212aX"',
  'metadata.text.trim() == "5"',
  'metadata.none == "a" || true',
  'true || metadata.none == "a"',
  '!(metadata.none == "a" && false)',
  'has(metadata.none) ? true : false',
  '!has(metadata.none)',
  'has(metadata.text)',
  'has(model.contextTokens)',
  'metadata["text"] == "\u212ax"',
  'metadata.n == 3',
  '3 == metadata.n',
  'metadata.n != 3',
  'metadata.n in [1, 3]',
  'metadata.n in [3.0]',
  'metadata.n + 1 == 4',
  '1 + metadata.n == 4.0',
  'metadata.n / 2 == 1.5',
  '7 / 2 == 3',
  'metadata.n / 0 > 1',
  '1 / 0 == 1',
  '-metadata.n < 0',
  'metadata.n == 9007199254740993',
  'int(metadata.n) == 3',
  'int(metadata.text) == 5',
  'int("0x10") == 16',
  'int("") == 0',
  'double("") == 0.0',
  'double("1e3") == 1000.0',
  'double("nan") == 0.0',
  'double("-inf") < 0.0',
  'string(metadata.n) == "3"',
  'string(1.0 / 0.0) == "+Inf"',
  'bool("t")',
  'bool("yes") || true',
  'size(metadata.text) == 2',
  '"😀" != metadata.text',
  'metadata.n < 1e300',
  'model.mixed == "eu"',
  '!(model.mixed == "eu")',
  'model.mixed < 8',
  'model.mixed in [7.0]',
  'model.mixed.startsWith("e")',
  '{"a": true, "b": false}[model.id]',
  '{"a": true}[model.id]',
  '[true, false][0]',
  '[1, 2] == [1, 2]',
  'b"x" == b"x"',
  '1u == 1u',
  'metadata.flag',
  '!metadata.flag',
  'metadata.flag == true',
  'metadata.flag ? model.baa : model.days > 4',
  'metadata.text.matches("(?i)^.X$")',
  'prompt.text.contains("Kel")',
  'live.remainingUsd > 1.0',
  'has(live.remainingUsd)',
  'metadata.n == 3 // what it says',
  'null == null',
  '9223372036854775807 + 1 > 0',
  '(metadata.flag ? metadata : metadata).n == 3',
];
const COUNTS = ['tokens', 'characters', 'words', 'questions', 'turns'];

describe('the two implementations of conditions', () => {
  it.each(CONDITIONS)('say the same of %s', (allow) => {
    for (const request of REQUESTS) expect(checked(allow, request)).toEqual(enforced(allow, request));
  });

  it.each(COUNTS)('count the same %s', (name) => {
    for (const request of REQUESTS) {
      // By halves: conditions are the only way to ask.
      let [low, high] = [0, 2048];
      while (high - low > 1) {
        const middle = (low + high) / 2;
        if (enforced(`prompt.${name} >= ${middle}`, request)[0] === 'holds') low = middle;
        else high = middle;
      }
      expect(checked(`prompt.${name} == ${low}`, request)).toEqual(['holds', 'holds']);
    }
  });
});

function enforced(allow: string, request: (typeof REQUESTS)[number]): string[] {
  const { verdicts } = constraintCheck([{ name: 'c', allow }], POOL as readonly Model[], METADATA)(request as never);
  return POOL.map(({ id }) => word(verdicts[0]!.denied.find(({ model }) => model === id)));
}

function checked(allow: string, request: (typeof REQUESTS)[number]): string[] {
  const audit = policyAudit({ constraints: [{ name: 'c', allow }], pool: POOL, metadata: METADATA });
  const { violations } = audit({ id: 'r', model: null, allowed: ['a', 'b'], request } as never);
  return POOL.map(({ id }) => word(violations.find(({ model }) => model === id)));
}

function word(denial: { readonly error?: string } | undefined): string {
  return denial === undefined ? 'holds' : denial.error === undefined ? 'does not hold' : 'cannot be decided';
}
