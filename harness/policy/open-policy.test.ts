import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Embedder } from '../tools.ts';
import { openPolicy } from './open-policy.ts';
import { ask, largeCost, toyDraft, toyKind, toySpec, toyTools } from './toy-kind.fixture.ts';
import { writePolicy } from './write-policy.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'policy-'));
});
afterEach(() => rm(folder, { recursive: true }));

const open = () => openPolicy(folder, [toyKind], toyTools);

/** Rewrites policy.json, as an editor or an attacker would. */
async function edit(change: (policy: Record<string, unknown>) => void): Promise<void> {
  const path = join(folder, 'policy.json');
  const policy = JSON.parse(await readFile(path, 'utf8'));
  change(policy);
  await writeFile(path, JSON.stringify(policy));
}

describe('a policy, written and opened again', () => {
  it('sends a request to the best predicted quality when the price does not count', async () => {
    await writePolicy(folder, toyDraft, toySpec);
    const [route] = await (await open()).route([ask('12345')]);
    expect(route).toMatchObject({
      model: 'large',
      fallbacks: ['small'],
      tradeoff: Number.POSITIVE_INFINITY,
      why: ['hello'],
    });
    expect(route!.predictions).toMatchObject([
      { model: 'small', quality: 0.5, allowed: true },
      { model: 'large', quality: 0.75, costUsd: largeCost(5) },
    ]);
  });

  it('sends a request to the cheapest model at tradeoff 0', async () => {
    await writePolicy(folder, { ...toyDraft, operatingPoint: { mix: [{ tradeoff: 0, share: 1 }] } }, toySpec);
    expect((await (await open()).route([ask('x')]))[0]!.model).toBe('small');
  });

  it('has one fingerprint for one content', async () => {
    await writePolicy(folder, toyDraft, toySpec);
    const first = (await open()).fingerprint;
    await writePolicy(folder, toyDraft, toySpec);
    expect((await open()).fingerprint).toBe(first);
    await writePolicy(folder, { ...toyDraft, salt: 'other' }, toySpec);
    expect((await open()).fingerprint).not.toBe(first);
  });
});

describe('a policy that explores', () => {
  const half = { ...toyDraft, operatingPoint: { mix: [{ tradeoff: 0, share: 1 }], explore: 0.5 } };

  it('says how likely its choice was, and whether it was drawn', async () => {
    await writePolicy(folder, half, toySpec);
    const requests = Array.from({ length: 40 }, (_, i) => ask(`question ${i}`));
    const routes = await (await open()).route(requests);
    expect(new Set(routes.map(({ model, explored }) => `${model} ${explored}`))).toEqual(
      new Set(['small false', 'small true', 'large true']),
    );
    for (const { model, fallbacks, propensities } of routes) {
      expect(propensities).toEqual([0.75, 0.25]);
      expect([model, ...fallbacks].sort()).toEqual(['large', 'small']);
    }
  });

  it('never draws what constraints forbid', async () => {
    await writePolicy(
      folder,
      { ...half, constraints: [{ name: 'small only', allow: 'model.id == "small"' }] },
      toySpec,
    );
    const routes = await (await open()).route(Array.from({ length: 40 }, (_, i) => ask(`question ${i}`)));
    for (const route of routes) expect(route).toMatchObject({ model: 'small', fallbacks: [], propensities: [1, 0] });
  });

  it('does so with the share that it is opened with', async () => {
    await writePolicy(folder, half, toySpec);
    const opened = await openPolicy(folder, [toyKind], toyTools, { explore: 0 });
    expect((await opened.route([ask('x')]))[0]).toMatchObject({
      model: 'small',
      explored: false,
      propensities: [1, 0],
    });
  });

  it('is refused with a share that is none', async () => {
    await writePolicy(folder, half, toySpec);
    await edit((policy) => {
      (policy.operatingPoint as { explore: number }).explore = 1.5;
    });
    await expect(open()).rejects.toThrow(/operatingPoint\.explore/);
  });
});

describe('constraints of a policy', () => {
  const constrained = {
    ...toyDraft,
    constraints: [{ name: 'health data needs an agreement', allow: 'metadata.dataClass != "phi" || model.baa' }],
  };

  it('keep a model from requests that it may not see', async () => {
    await writePolicy(folder, constrained, toySpec);
    const [health, open_] = await (await open()).route([
      ask('x', { dataClass: 'phi' }),
      ask('x', { dataClass: 'public' }),
    ]);
    expect(health).toMatchObject({ model: 'small', fallbacks: [] });
    expect(health!.constraints).toEqual([{ name: 'health data needs an agreement', denied: [{ model: 'large' }] }]);
    expect(open_!.model).toBe('large');
  });

  it('deny when they cannot be decided, and say why', async () => {
    await writePolicy(folder, constrained, toySpec);
    const [route] = await (await open()).route([ask('x')]);
    expect(route!.constraints[0]!.denied.map(({ model }) => model)).toContain('large');
    expect(route!.constraints[0]!.denied[0]!.error).toMatch(/No such key: dataClass/);
    expect(route!.model).toBe('small');
  });

  it('refuse a request that no model may see', async () => {
    await writePolicy(folder, { ...toyDraft, constraints: [{ name: 'never', allow: 'false' }] }, toySpec);
    expect((await (await open()).route([ask('x')]))[0]).toMatchObject({ model: undefined, fallbacks: [] });
  });

  it('are refused at opening, with the caret, when they name what is not declared', async () => {
    await writePolicy(
      folder,
      { ...toyDraft, constraints: [{ name: 'typo', allow: 'metadata.dataclass == "phi"' }] },
      toySpec,
    );
    await expect(open()).rejects.toThrow(/constraint "typo"[\s\S]*dataclass[\s\S]*\^/);
  });
});

describe('a policy that does not hold', () => {
  beforeEach(() => writePolicy(folder, toyDraft, toySpec).then(() => undefined));

  it('is refused when an attachment was altered', async () => {
    const path = join(folder, 'quality.bin');
    const bytes = await readFile(path);
    bytes[0] = bytes[0]! ^ 1;
    await writeFile(path, bytes);
    await expect(open()).rejects.toThrow(/quality\.bin was altered/);
  });

  it('is refused when an attachment was cut or is not there', async () => {
    await writeFile(join(folder, 'quality.bin'), Buffer.alloc(3));
    await expect(open()).rejects.toThrow(/quality\.bin has 3 bytes; policy\.json declares 8/);
    await rm(join(folder, 'quality.bin'));
    await expect(open()).rejects.toThrow(/quality\.bin cannot be read/);
  });

  it('is refused when an attachment is named outside of the folder', async () => {
    await edit((policy) => {
      const router = policy.router as { attachments: { quality: { file: string } } };
      router.attachments.quality.file = '../../etc/passwd';
    });
    await expect(open()).rejects.toThrow(/router\.attachments/);
  });

  it('is refused in a newer version', async () => {
    await edit((policy) => {
      policy.version = 3;
    });
    await expect(open()).rejects.toThrow(/version 3; this Signalbox reads up to 2/);
  });

  it('is refused with a router kind or parameters that are not known', async () => {
    await edit((policy) => {
      (policy.router as { params: unknown }).params = { greeting: 1 };
    });
    await expect(open()).rejects.toThrow(/router\.params does not fit kind toy/);
    await edit((policy) => {
      (policy.router as { kind: unknown }).kind = 'tyo';
    });
    await expect(open()).rejects.toThrow(/router\.kind is "tyo"/);
  });

  it('is refused with a negative price, an unknown field, or a model named twice', async () => {
    await edit((policy) => {
      (policy.pool as { id: string }[])[1]!.id = 'small';
    });
    await expect(open()).rejects.toThrow(/names the model small twice/);
    await edit((policy) => {
      policy.colour = 'red';
    });
    await expect(open()).rejects.toThrow(/colour/);
  });

  it('is refused when it is no JSON or no folder', async () => {
    await writeFile(join(folder, 'policy.json'), '{"schema":');
    await expect(open()).rejects.toThrow(/is not JSON/);
    await expect(openPolicy(join(folder, 'nowhere'), [toyKind], toyTools)).rejects.toThrow(/cannot be read/);
  });
});

describe('a policy that embeds', () => {
  const needs = { ...toyDraft, embedder: { name: 'mini', fingerprint: 'abc', dimensions: 2 } };
  const embedder = (fingerprint: string) => ({ name: 'other', fingerprint, dimensions: 2 }) as unknown as Embedder;

  it('is refused without its embedder or with another one', async () => {
    await writePolicy(folder, needs, { ...toySpec, embedder: 'abc' });
    await expect(open()).rejects.toThrow(/needs the embedder mini/);
    await expect(openPolicy(folder, [toyKind], { ...toyTools, embedder: embedder('xyz') })).rejects.toThrow(
      /made with the embedder mini .* not with other/,
    );
    await openPolicy(folder, [toyKind], { ...toyTools, embedder: embedder('abc') });
  });
});
