import fc from 'fast-check';
import { expect, it } from 'vitest';
import { countTokens } from '../../count-tokens.ts';
import type { Message } from '../../request.ts';
import { sentMessages } from '../provider/sent-messages.ts';
import { mostInputTokens } from './record-task.ts';

it('reserves at least the tokens of all that is sent, calls of tools included', () => {
  const message = fc.record({ role: fc.constantFrom('system', 'user', 'assistant', 'tool'), content: fc.string() });
  fc.assert(
    fc.property(fc.array(message, { minLength: 1, maxLength: 8 }), (drawn) => {
      const messages = drawn as Message[];
      const question = { provider: 'p', model: 'm', messages, parameters: {}, repetition: 0 };
      const sent = sentMessages(messages).map(({ content, ...rest }) => [content, JSON.stringify(rest)]);
      const tokens = sent.flat().reduce((sum, text) => sum + countTokens(String(text ?? '')), 0);
      expect(mostInputTokens(question)).toBeGreaterThanOrEqual(tokens);
    }),
  );
});
