import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BenchError } from '../bench-error.ts';
import { BUNDLED_BYTES, BUNDLED_SHA256 } from './bundled-identity.ts';
import { prepareBundledModel } from './bundled-model.ts';
import { readChecked } from './tfjs-weights.ts';

let cache: string;
beforeAll(() => {
  cache = mkdtempSync(join(tmpdir(), 'signalbox-model-'));
});
afterAll(() => rmSync(cache, { recursive: true, force: true }));

const sha256 = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex');

function prepareElsewhere(): Promise<number | null> {
  const module = new URL('bundled-model.ts', import.meta.url).href;
  const code = `const { prepareBundledModel } = await import(${JSON.stringify(module)}); prepareBundledModel(${JSON.stringify(cache)});`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', code], {
    stdio: 'inherit',
  });
  return new Promise((resolve) => child.on('exit', resolve));
}

describe('preparing the bundled model', () => {
  it('gives one whole folder when two processes do it at once', async () => {
    expect(await Promise.all([prepareElsewhere(), prepareElsewhere()])).toEqual([0, 0]);
    const folder = prepareBundledModel(cache);
    const model = join(folder, 'onnx', 'model.onnx');
    expect(sha256(model)).toBe(BUNDLED_SHA256);
    expect(readFileSync(model)).toHaveLength(BUNDLED_BYTES);
    expect(readdirSync(join(cache, 'models'))).toHaveLength(1);
  });

  it('is a matter of milliseconds when it is ready', () => {
    prepareBundledModel(cache);
    const start = process.cpuUsage();
    prepareBundledModel(cache);
    const { user, system } = process.cpuUsage(start);
    expect((user + system) / 1000).toBeLessThan(50);
  });

  it('replaces a file that was damaged', () => {
    const tokenizer = join(prepareBundledModel(cache), 'tokenizer.json');
    writeFileSync(tokenizer, '{}');
    prepareBundledModel(cache);
    expect(JSON.parse(readFileSync(tokenizer, 'utf8'))).toHaveProperty('model');
    expect(existsSync(join(cache, 'models'))).toBe(true);
    expect(readdirSync(join(cache, 'models'))).toHaveLength(1);
  });

  it('names the file whose checksum is wrong', () => {
    const path = join(cache, 'weights.bin');
    writeFileSync(path, 'not the weights');
    const read = () => readChecked({ path, sha256: BUNDLED_SHA256 });
    expect(read).toThrow(BenchError);
    expect(read).toThrow(path);
  });
});
