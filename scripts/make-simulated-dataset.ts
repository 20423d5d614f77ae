/**
 * Makes `datasets/simulated-assistant`, always the same bytes: answers from a formula, then what a simulated classifier and
 * judge say, recorded through the simulated provider, the SDK and the response cache like anybody's. With `--check` it writes nothing: it prints the table
 * "simulated beside real" of the bundled dataset and fails where a figure is outside its band.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { readNative } from '../datasets/native/read-native.ts';
import { writeNative } from '../datasets/native/write-native.ts';
import { isInside } from '../datasets/simulate/bands.ts';
import { mismatchedCells } from '../datasets/simulate/grade-again.ts';
import { BUNDLED, nativeContent } from '../datasets/simulate/native-content.ts';
import { type Simulation, simulate } from '../datasets/simulate/simulate.ts';
import { compareWithReal } from './simulated-dataset/compare-with-real.ts';
import { comparisonTable } from './simulated-dataset/comparison-table.ts';
import { recordReaders } from './simulated-dataset/record-readers.ts';

const FOLDER = fileURLToPath(new URL('../datasets/simulated-assistant', import.meta.url));
const FILES = ['card.json', 'examples.jsonl.gz', 'outcomes.jsonl.gz', 'signals.jsonl.gz', 'responses.jsonl.gz'];

const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
if (values.check) await check();
else await make(FOLDER, simulate(BUNDLED));

async function make(folder: string, simulation: Simulation): Promise<void> {
  const scratch = await mkdtemp(join(tmpdir(), 'simulated-'));
  try {
    await writeNative(scratch, nativeContent(simulation));
    const { declared, ...recorded } = await recordReaders(scratch);
    const { card, ...rest } = nativeContent(simulation);
    await writeNative(folder, { card: { ...card, signals: declared }, ...rest, ...recorded }, { gzip: true });
  } finally {
    await rm(scratch, { recursive: true });
  }
}

async function check(): Promise<void> {
  const simulation = simulate(BUNDLED);
  const stale = await differingFiles(simulation);
  const mismatches = mismatchedCells(simulation).length;
  const comparisons = await compareWithReal(await readNative(FOLDER));
  console.log(comparisonTable(comparisons));
  console.log(`Responses whose grade is not the latent truth, wrong references aside: ${mismatches}`);
  console.log(`Files that the script would write otherwise: ${stale.length === 0 ? 'none' : stale.join(', ')}`);
  const outside = comparisons.filter((comparison) => !isInside(comparison));
  for (const { figure } of outside) console.error(`outside its band: ${figure}`);
  if (outside.length > 0 || mismatches > 0 || stale.length > 0) process.exitCode = 1;
}

/** The bundled files that are not, byte for byte, what the script writes. */
async function differingFiles(simulation: Simulation): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'simulated-'));
  try {
    await make(folder, simulation);
    const same = await Promise.all(
      FILES.map(async (file) => (await readFile(join(folder, file))).equals(await readFile(join(FOLDER, file)))),
    );
    return FILES.filter((_, i) => !same[i]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
