// Runs before `npm test` and `npm run bench`: installs what is missing, so that a fresh clone needs no third command.
// Plain JavaScript on purpose: nothing is installed yet when it runs.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = new URL('..', import.meta.url);
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Signalbox needs Node 20.19 or newer; this is ${process.versions.node}.`);
  process.exit(1);
}
if (!isInstalled()) {
  console.error('Installing dependencies (once)…');
  // Optional native packages may fail to compile without failing the install: the main job needs none of them.
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: fileURLToPath(root),
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ONNXRUNTIME_NODE_INSTALL: 'skip' },
    shell: process.platform === 'win32',
  });
  if (status !== 0) process.exit(status ?? 1);
}

/** True when every package that is needed, not optional, stands in node_modules in the version of the lock file. */
function isInstalled() {
  if (!existsSync(new URL('package-lock.json', root))) return true;
  const installed = new URL('node_modules/.package-lock.json', root);
  if (!existsSync(installed)) return false;
  const have = JSON.parse(readFileSync(installed, 'utf8')).packages;
  const want = JSON.parse(readFileSync(new URL('package-lock.json', root), 'utf8')).packages;
  return Object.entries(want).every(
    ([path, { optional, version }]) => path === '' || optional || have[path]?.version === version,
  );
}
