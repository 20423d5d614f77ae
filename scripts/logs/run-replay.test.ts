import { describe, expect, it } from 'vitest';
import type { Dataset } from '../../harness/dataset.ts';
import { decisionRecordSchema } from '../../harness/decision-record.ts';
import { emptyTable, STATUS } from '../../harness/outcome-table.ts';
import { runReplay } from './run-replay.ts';
import { openToyPolicy } from './toy-log.fixture.ts';

/** Both models answer all but the last of some requests; `extra` is no model of the policy. */
function toyDataset(examples: number): Dataset {
  const table = emptyTable(
    Array.from({ length: examples }, (_, i) => ({
      id: `e${i}`,
      task: 't',
      at: '2026-01-02T03:04:05.000Z',
      request: {
        messages: [{ role: 'user' as const, content: `question ${i}` }],
        metadata: { dataClass: 'public' },
        session: { id: `s${i}`, turn: 0 },
      },
    })),
    ['extra', 'small', 'large'].map((id) => ({ id, provider: 'lab' })),
  );
  for (let cell = 0; cell < 3 * examples - 1; cell++) {
    table.status[cell] = cell % 3 === 0 ? STATUS.missing : cell % 2 === 0 ? STATUS.truncated : STATUS.ok;
    table.quality[cell] = (cell % 3) / 2;
    table.costUsd[cell] = cell / 1000;
    table.outputTokens[cell] = cell;
  }
  const card = { name: 'toy', title: '', simulated: true, scale: { min: 0, max: 1 }, estimates: [] };
  return { card, table, fingerprint: '', notes: [] };
}

describe('a replayed log', () => {
  it('has what was decided and the recorded answer of the choice, and nothing that was not recorded', async () => {
    const records = await runReplay(toyDataset(40), await openToyPolicy(0, 0.5));
    // The last example lacks an answer of `large`, whether or not it would have been chosen.
    expect(records).toHaveLength(39);
    for (const [i, record] of records.entries()) {
      expect(decisionRecordSchema.parse(record)).toEqual(record);
      const cell = 3 * i + (record.model === 'small' ? 1 : 2);
      expect(record).toMatchObject({
        id: `e${i}`,
        at: '2026-01-02T03:04:05.000Z',
        'gen_ai.conversation.id': `s${i}`,
        'gen_ai.provider.name': 'lab',
        'gen_ai.request.model': record.model,
        'gen_ai.response.finish_reasons': [cell % 2 === 0 ? 'length' : 'stop'],
        'gen_ai.usage.output_tokens': cell,
        explore: { share: 0.5 },
        propensity: record.model === 'small' ? 0.75 : 0.25,
        costUsd: cell / 1000,
        quality: record.model === 'small' ? 0.5 : 1,
        request: { messages: [{ role: 'user', content: `question ${i}` }], metadata: { dataClass: 'public' } },
      });
      expect(record).not.toHaveProperty('latencyMs');
    }
    expect(new Set(records.map(({ model }) => model))).toEqual(new Set(['small', 'large']));
  });

  it('is refused of a dataset that lacks a model of the policy, or any complete example', async () => {
    const policy = await openToyPolicy(0);
    const { table, ...rest } = toyDataset(3);
    const renamed = { ...table, models: table.models.map(({ id }) => ({ id: `x-${id}` })) };
    await expect(runReplay({ ...rest, table: renamed }, policy)).rejects.toThrow(/no model "small", which the policy/);
    const empty = { ...rest, table: emptyTable(table.examples, table.models) };
    await expect(runReplay(empty, policy)).rejects.toThrow(/no example was answered by every model/);
  });
});
