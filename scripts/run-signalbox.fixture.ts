import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const COMMAND = fileURLToPath(new URL('./signalbox.mjs', import.meta.url));

export interface Ended {
  /** Exit code; `null` after a signal that was not handled. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  /** Settles once the text was seen on standard error; fails when the process ends before. */
  sees(text: string): Promise<void>;
  kill(signal: NodeJS.Signals): void;
  readonly ended: Promise<Ended>;
}

export interface Surroundings {
  readonly cwd: string;
  /** Size that no file may exceed, as on a disk that is full; in blocks of 512 or 1024 bytes, as the shell counts. */
  readonly largestFile?: number;
  /** Options of Node. */
  readonly node?: readonly string[];
}

/** Starts the real command line in a folder, outside a terminal. */
export function startSignalbox(where: string | Surroundings, ...args: string[]): Running {
  const { cwd, largestFile, node = [] }: Surroundings = typeof where === 'string' ? { cwd: where } : where;
  const run = [process.execPath, ...node, COMMAND, ...args];
  const command = largestFile === undefined ? run : ['sh', '-c', `ulimit -f ${largestFile}; exec "$0" "$@"`, ...run];
  const child = spawn(command[0]!, command.slice(1), { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stdout, stderr }));
  });
  const sees = (text: string) =>
    new Promise<void>((resolve, reject) => {
      const look = () => stderr.includes(text) && resolve();
      child.stderr.on('data', look);
      look();
      void ended.then(() => reject(new Error(`ended without saying "${text}":\n${stderr}`)));
    });
  return { sees, kill: (signal) => void child.kill(signal), ended };
}

export function runSignalbox(where: string | Surroundings, ...args: string[]): Promise<Ended> {
  return startSignalbox(where, ...args).ended;
}

/** A margin that a router which loses nothing on 16 validate questions can be certified for: .75^16 is below its level. */
export const TOY_CONFIG = `
import { defineConfig, knn } from 'signalbox';
export default defineConfig({
  dataset: './toy.csv',
  routers: [knn({ k: 3 })],
  objective: { kind: 'cheapest-within', margin: 0.25 },
  seed: 1,
});
`;

/**
 * Eighty questions of two kinds, which a small and a large model answer so differently that routing pays: the policy of
 * the run is a router, not a single model.
 */
export function writeToyBench(folder: string, config: string = TOY_CONFIG): void {
  const words = ['apples', 'boats', 'cups', 'doors', 'engines', 'forks', 'gloves', 'hats', 'inks', 'jars'];
  const rows = Array.from({ length: 80 }, (_, i) => {
    const thing = words[i % 10]!;
    const sum = i % 2 === 0;
    const prompt = sum
      ? `Add the ${thing} of row ${i} to the ${thing} of row ${i * 7 + 3} and say the total.`
      : `Write a sad poem of ${i + 2} lines on ${thing} that were lost at sea in the winter of 19${i + 10}.`;
    return [`q${i}`, prompt, sum ? 'sums' : 'poems', i % 3 === 0 ? 'pro' : 'free', sum ? 1 : 0, 0.0001, 1, 0.01].join();
  });
  const header = 'id,prompt,task,metadata.tier,small,small|total_cost,large,large|total_cost';
  writeFileSync(join(folder, 'toy.csv'), `${[header, ...rows].join('\n')}\n`);
  writeFileSync(join(folder, 'bench.config.ts'), config);
}

/** Everything below a folder but the clock readings, by path. */
export function contents(path: string): Map<string, string> {
  const files = readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    files
      .map((file) => join(file.parentPath, file.name))
      .filter((file) => !file.endsWith('timings.json'))
      .map((file) => [file.slice(path.length + 1), readFileSync(file).toString('base64')]),
  );
}
