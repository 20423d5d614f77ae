import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CommandUnknownOpts } from '@commander-js/extra-typings';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../datasets/temporary-folder.fixture.ts';
import { program } from './cli.ts';
import { runSignalbox } from './run-signalbox.fixture.ts';

const folder = temporaryFolder();

/** What `--help` prints of a command, without a process for each. */
function helpOf(words: readonly string[]): string {
  let text = '';
  let command: CommandUnknownOpts = program();
  for (const word of words) command = command.commands.find((each) => each.name() === word)!;
  // As wide as where there is no terminal.
  command.configureOutput({ writeOut: (part) => (text += part), getOutHelpWidth: () => 80 }).outputHelp();
  return text;
}

describe('the command line', () => {
  it('explains every command with examples, on standard output', async () => {
    const commands = [
      '',
      'init',
      'bench',
      'datasets',
      'record',
      'grade',
      'cache',
      'report',
      'reprice',
      'drift',
      'route',
      'replay',
      'estimate',
      'compare-logs',
      'simulate',
    ].map((name) => name.split(' '));
    const parts = ['list', 'describe', 'validate', 'fetch'].map((name) => ['datasets', name]);
    const all = [...commands, ...parts].map((words) => words.filter((word) => word !== ''));
    for (const words of all) expect(helpOf(words), words.join(' ')).toMatch(/Examples?:\n {2}signalbox \w/);
    const { code, stdout, stderr } = await runSignalbox(folder(), 'bench', '--help');
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: helpOf(['bench']), stderr: '' });
  });

  it.each<[string[], RegExp]>([
    [['bnch'], /unknown command 'bnch'\n\(Did you mean bench\?\)/],
    [['bench', '--datset', 'x'], /unknown option '--datset'\n\(Did you mean --dataset\?\)/],
    [['datasets', 'descibe', 'x'], /\(Did you mean describe\?\)/],
    [['route', 'hi'], /'-p, --policy <folder>' not specified/],
    [['bench', '--seed', '1.5'], /argument '1\.5' is invalid\. A whole number/],
    [['datasets', 'describe', 'zeroevl'], /there is no dataset "zeroevl"\nhint: {2}Did you mean "zeroeval"\?/],
    [['datasets', 'fetch', 'zeroevl'], /hint: .*zeroeval/],
    [['report', 'nowhere'], /nowhere\/results\.json cannot be read\nhint: /],
  ])('refuses %j with a suggestion and without a stack', async (args, message) => {
    const { code, stdout, stderr } = await runSignalbox(folder(), ...args);
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  });

  it('is not upset when its output is closed early', async () => {
    const script = fileURLToPath(new URL('./signalbox.mjs', import.meta.url));
    const child = spawn(process.execPath, [script, 'bench', '--help'], { stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.destroy();
    let stderr = '';
    child.stderr.on('data', (text) => {
      stderr += text;
    });
    expect(await new Promise((resolve) => child.once('close', resolve))).toBe(0);
    expect(stderr).toBe('');
  });
});

describe('signalbox init', () => {
  it('writes an example that runs as it is, in a folder without a package.json, and replaces it on demand only', async () => {
    const first = await runSignalbox(folder(), 'init');
    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(readdirSync(folder()).sort()).toEqual(['bench.config.ts', 'example.csv']);

    writeFileSync(join(folder(), 'bench.config.ts'), '// mine');
    const second = await runSignalbox(folder(), 'init');
    expect(second.code).toBe(1);
    expect(second.stderr).toMatch(/already there\nhint: .*--force/);
    expect(readFileSync(join(folder(), 'bench.config.ts'), 'utf8')).toBe('// mine');
    expect(await runSignalbox(folder(), 'init', '--force')).toMatchObject({ code: 0 });

    const bench = await runSignalbox(folder(), 'bench', '--json');
    expect(bench.stderr).toBe('');
    expect(JSON.parse(bench.stdout)).toMatchObject({ routers: { length: 4 } });
    expect(readFileSync(join(folder(), 'runs/latest/report.md'), 'utf8')).toContain('small-model');
  });
});
