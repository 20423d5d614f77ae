import { expect, it } from 'vitest';
import { newPrompts } from './new-prompts.ts';

it('new prompts are those that are far, or where the second side is twenty times as dense', () => {
  const found = newPrompts({ beyond: Uint32Array.of(1, 2) }, Float64Array.of(1, 0.5, 30, 21, 20));
  expect(found).toEqual({ rows: Uint32Array.of(1, 2, 3), far: 0.4, denser: 0.4, share: 0.6 });
});
