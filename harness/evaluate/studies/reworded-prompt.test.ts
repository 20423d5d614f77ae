import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { REWORDINGS, type Rewording, reworded } from './reworded-prompt.ts';

const request = (content: string) => ({
  messages: [
    { role: 'system' as const, content: 'Be Brief.' },
    { role: 'user' as const, content },
    { role: 'assistant' as const, content: 'Yes?' },
  ],
  metadata: { tier: 'pro' },
});

describe('reworded', () => {
  it('changes the last message of the user and nothing else', () => {
    for (const how of Object.keys(REWORDINGS) as Rewording[]) {
      const changed = reworded(request('Which Paintings hang in the Louvre, and which ones in the Prado?'), how);
      expect(changed.messages[1]!.content).not.toBe(request('x').messages[1]!.content);
      expect({ ...changed, messages: [changed.messages[0], changed.messages[2]] }).toEqual({
        ...request(''),
        messages: [request('').messages[0], request('').messages[2]],
      });
    }
  });

  it('makes typos by exchanging letters: same letters, same first and last ones', () => {
    const text = Array.from({ length: 60 }, () => 'alphabet soup is served').join(' ');
    const changed = reworded(request(text), 'typos').messages[1]!.content;
    expect(changed).not.toBe(text);
    expect([...changed].sort()).toEqual([...text].sort());
    changed.split(' ').forEach((word, i) => {
      const original = text.split(' ')[i]!;
      expect([word[0], word.at(-1), word.length]).toEqual([original[0], original.at(-1), original.length]);
    });
  });

  it('is the same every time, for any text', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom(...(Object.keys(REWORDINGS) as Rewording[])), (text, how) => {
        expect(reworded(request(text), how)).toEqual(reworded(request(text), how));
      }),
    );
  });
});
