import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Message } from '../../request.ts';
import { sentMessages } from './sent-messages.ts';

const call = (id: string, name: string) => ({ id, type: 'function', function: { name, arguments: '{"x":1}' } });

describe('messages as they are sent', () => {
  it('stay as they are where no tool speaks', () => {
    const plain = fc.record({ role: fc.constantFrom('system', 'user', 'assistant'), content: fc.string() });
    fc.assert(
      fc.property(fc.array(plain), (messages) => {
        expect(sentMessages(messages as Message[])).toEqual(messages);
      }),
    );
  });

  it('give the results of tools the calls that were recorded', () => {
    const calls = [call('a', 'search'), call('b', 'search')];
    const sent = sentMessages([
      { role: 'user', content: 'Look it up.' },
      { role: 'assistant', content: JSON.stringify(calls) },
      { role: 'tool', content: 'Found.' },
      { role: 'tool', content: 'Nothing.' },
      { role: 'assistant', content: 'There is one.' },
    ]);
    expect(sent).toEqual([
      { role: 'user', content: 'Look it up.' },
      { role: 'assistant', content: null, tool_calls: calls },
      { role: 'tool', content: 'Found.', tool_call_id: 'a' },
      { role: 'tool', content: 'Nothing.', tool_call_id: 'b' },
      { role: 'assistant', content: 'There is one.' },
    ]);
  });

  it('make up a call where none is recorded, and keep what the assistant said', () => {
    const made = (id: string) => ({ id, type: 'function', function: { name: 'tool', arguments: '{}' } });
    expect(
      sentMessages([
        { role: 'assistant', content: '[not calls]' },
        { role: 'tool', content: 'Found.' },
        { role: 'user', content: 'And?' },
        { role: 'tool', content: 'More.' },
      ]),
    ).toEqual([
      { role: 'assistant', content: '[not calls]', tool_calls: [made('call_0_0')] },
      { role: 'tool', content: 'Found.', tool_call_id: 'call_0_0' },
      { role: 'user', content: 'And?' },
      { role: 'assistant', content: '', tool_calls: [made('call_3_0')] },
      { role: 'tool', content: 'More.', tool_call_id: 'call_3_0' },
    ]);
  });

  it('always put each result behind a call of its own, and lose no text', () => {
    const any = fc.record({ role: fc.constantFrom('user', 'assistant', 'tool'), content: fc.string() });
    fc.assert(
      fc.property(fc.array(any), (messages) => {
        const sent = sentMessages(messages as Message[]);
        const ids = sent.flatMap((each) => (each.role === 'tool' ? [each.tool_call_id] : []));
        const called = sent.flatMap((each) =>
          'tool_calls' in each ? (each.tool_calls ?? []).map(({ id }) => id) : [],
        );
        expect(ids).toEqual(called);
        expect(new Set(ids).size).toBe(ids.length);
        const texts = sent.filter(({ content }) => content !== '').map(({ content }) => content);
        expect(texts).toEqual(messages.map(({ content }) => content).filter((content) => content !== ''));
      }),
    );
  });
});
