import { bytesOf } from '../../harness/fingerprint.ts';
import type { TestDecisions } from './test-decisions.ts';

/** Where a column stands among the bytes of all; little-endian, each at a multiple of four. */
export interface PageColumn {
  readonly name: string;
  readonly type: 'uint8' | 'uint16' | 'int16' | 'float32';
  readonly offset: number;
  readonly length: number;
}

/** Stands for no prediction. */
export const NO_PREDICTION = 255;

const MOST_PROMPTS = 20_000;
const MOST_BYTES = 10e6;

/** How many of the first test prompts a page can show; nearly always all. */
export function shownPrompts({ ids, models, routers }: TestDecisions): number {
  const bytesEach = 2 + models.length * 12 + routers.length * (2 + 8 + models.length);
  return Math.min(ids.length, MOST_PROMPTS, Math.floor(MOST_BYTES / bytesEach));
}

/**
 * Numbers of the first `prompts` prompts. Of tables prompts × models; what routers decided stands router after router:
 * `choices`, `billUsd`, `billLatencyMs` (NaN = not known) and `predicted` (prompts × models each, hundredths, 255 = none).
 */
export function decisionColumns(
  decisions: TestDecisions,
  prompts: number,
): { readonly columns: readonly PageColumn[]; readonly bytes: Uint8Array } {
  const { tasks, models, quality, costUsd, latencyMs, routers } = decisions;
  const names = new Map(taskNames(decisions).map((task, i) => [task, i]));
  const cells = prompts * models.length;
  const ofRouters = (length: number, valueAt: (router: number, at: number) => number) =>
    Float32Array.from({ length: length * routers.length }, (_, i) => valueAt(Math.floor(i / length), i % length));
  const known = latencyMs.some((value) => !Number.isNaN(value));
  return laidOut({
    task: Uint16Array.from({ length: prompts }, (_, i) => names.get(tasks[i]!)!),
    quality: Float32Array.from(quality.subarray(0, cells)),
    costUsd: Float32Array.from(costUsd.subarray(0, cells)),
    ...(known && { latencyMs: Float32Array.from(latencyMs.subarray(0, cells)) }),
    choices: Int16Array.from(ofRouters(prompts, (r, i) => routers[r]!.choices[i]!)),
    billUsd: ofRouters(prompts, (r, i) => routers[r]!.billUsd?.[i] ?? Number.NaN),
    billLatencyMs: ofRouters(prompts, (r, i) => routers[r]!.billLatencyMs?.[i] ?? Number.NaN),
    predicted: Uint8Array.from(ofRouters(cells, (r, i) => hundredths(routers[r]!.predicted?.[i]))),
  });
}

/** Tasks in the order of their numbers. */
export function taskNames({ tasks }: TestDecisions): string[] {
  return [...new Set(tasks)].sort();
}

function hundredths(quality = Number.NaN): number {
  return Number.isNaN(quality) ? NO_PREDICTION : Math.round(100 * Math.min(1, Math.max(0, quality)));
}

type Columns = Readonly<Record<string, Uint8Array | Uint16Array | Int16Array | Float32Array>>;

function laidOut(named: Columns): { columns: PageColumn[]; bytes: Uint8Array } {
  const columns: PageColumn[] = [];
  const parts: Uint8Array[] = [];
  let offset = 0;
  for (const [name, data] of Object.entries(named)) {
    columns.push({ name, type: typeOf(data), offset, length: data.length });
    const padding = -data.byteLength & 3;
    parts.push(bytesOf(data), new Uint8Array(padding));
    offset += data.byteLength + padding;
  }
  return { columns, bytes: Buffer.concat(parts) };
}

function typeOf(data: Columns[string]): PageColumn['type'] {
  if (data instanceof Uint8Array) return 'uint8';
  if (data instanceof Uint16Array) return 'uint16';
  return data instanceof Int16Array ? 'int16' : 'float32';
}
