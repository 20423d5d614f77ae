import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Policy } from '../harness/policy/policy.ts';
import { toyDraft } from '../harness/policy/toy-kind.fixture.ts';
import { writePolicy } from '../harness/policy/write-policy.ts';
import { sampleResults } from '../reports/results.fixture.ts';
import { publishedSchemas, schemaText } from './published-schemas.ts';

const ROOT = new URL('../', import.meta.url);
const read = (file: string) => readFileSync(new URL(file, ROOT), 'utf8');

describe('The published JSON Schemas', () => {
  it.each([...publishedSchemas().keys()])('%s is what `npm run schemas` writes', (file) => {
    expect(read(file)).toBe(schemaText(publishedSchemas().get(file)!));
  });

  it('accept results, the bundled card and a policy of a router that exists', async () => {
    expect(problems('harness/evaluate/results.schema.json', sampleResults())).toBe('');
    expect(
      problems('datasets/native/card.schema.json', JSON.parse(read('datasets/simulated-assistant/card.json'))),
    ).toBe('');
    expect(problems('harness/policy/policy.schema.json', await writtenPolicy())).toBe('');
  });

  it('refuse a router kind that does not exist, parameters of another kind and unknown fields', async () => {
    const policy = await writtenPolicy();
    const withRouter = (router: object) => ({ ...policy, router: { ...policy.router, ...router } });
    for (const wrong of [withRouter({ kind: 'magic' }), withRouter({ kind: 'knn' }), { ...policy, sal: '' }]) {
      expect(problems('harness/policy/policy.schema.json', wrong)).not.toBe('');
    }
    expect(problems('harness/evaluate/results.schema.json', { ...sampleResults(), seed: 'one' })).not.toBe('');
  });
});

async function writtenPolicy(): Promise<Policy> {
  const folder = mkdtempSync(join(tmpdir(), 'signalbox-schemas-'));
  const models = toyDraft.pool.map(({ id }) => id);
  try {
    await writePolicy(folder, toyDraft, { kind: 'fixed', models, params: { model: models[0] }, attachments: {} });
    return JSON.parse(readFileSync(join(folder, 'policy.json'), 'utf8'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What the published schema, read as anyone may read it, has against a value; '' for nothing. */
function problems(file: string, value: unknown): string {
  const parsed = z.fromJSONSchema(JSON.parse(read(file))).safeParse(JSON.parse(JSON.stringify(value)));
  return parsed.success ? '' : z.prettifyError(parsed.error);
}
