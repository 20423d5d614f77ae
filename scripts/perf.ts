/** Measures speed and memory on this machine: `npm run perf`. Prints figures; a missed target never fails anything. */
import { spawn } from 'node:child_process';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Command, Option } from '@commander-js/extra-typings';
import { type Figure, verdictOf } from './perf/figure.ts';
import { figuresTable } from './perf/figures-table.ts';
import { GROUPS, PARTS } from './perf/parts.ts';

const command = new Command('perf')
  .description(
    'Measures speed and memory on this machine beside their targets. Takes a few minutes; never fails a build.',
  )
  .addOption(new Option('--only <group>', 'one group of figures').choices(GROUPS))
  .option('--json', 'print JSON: { machine, figures }')
  .addOption(new Option('--part <name>', 'measure in this process').choices(PARTS.map(({ name }) => name)).hideHelp())
  .addHelpText(
    'after',
    '\nExamples:\n  npm run perf\n  npm run perf -- --only routers\n  npm run -s perf -- --json > perf.json',
  )
  .parse();
const { only, json, part } = command.opts();

if (part !== undefined) console.log(JSON.stringify(await PARTS.find(({ name }) => name === part)!.measure()));
else await report();

async function report(): Promise<void> {
  const machine = machineFacts();
  const figures: Figure[] = [];
  if (!json) console.log(`${machineWords(machine)}\n`);
  for (const { name, group } of PARTS) {
    if (only !== undefined && group !== only) continue;
    if (process.stderr.isTTY) process.stderr.write(`measuring ${name} …\n`);
    figures.push(...(await inOwnProcess(name)));
  }
  if (json) console.log(JSON.stringify({ machine, figures: figures.map((f) => ({ ...f, verdict: verdictOf(f) })) }));
  else console.log(`${figuresTable(figures)}\n\nLoad average at the end: ${loadavg()[0]!.toFixed(2)}.`);
}

function machineFacts() {
  const [processor] = cpus();
  return {
    cores: availableParallelism(),
    processor: processor?.model ?? '',
    node: process.version,
    load: loadavg()[0]!,
  };
}

function machineWords({ cores, processor, node, load }: ReturnType<typeof machineFacts>): string {
  const busy = load > cores / 2 ? ' Other processes are busy: read the CPU column rather than the clock.' : '';
  return `${cores} cores (${processor}), Node ${node}, load average ${load.toFixed(2)}. These are figures of this machine, now.${busy}`;
}

/** @throws {Error} when the part crashed */
async function inOwnProcess(part: string): Promise<Figure[]> {
  const args = [...process.execArgv, fileURLToPath(import.meta.url), '--part', part];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  const code = await new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
  if (code !== 0) throw new Error(`Measuring "${part}" ended with code ${code}.`);
  return JSON.parse(Buffer.concat(chunks).toString('utf8'));
}
