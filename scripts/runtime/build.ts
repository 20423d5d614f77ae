/** Makes `built/`: the runtime as JavaScript, and the licences of what is inside. Run by `npm pack`. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleRuntime, licenceTexts } from './bundle-runtime.ts';

const folder = fileURLToPath(new URL('../../built', import.meta.url));
const { files, packages, importedBytes } = await bundleRuntime();
await rm(folder, { recursive: true, force: true });
await mkdir(folder);
for (const [name, bytes] of Object.entries(files)) await writeFile(join(folder, name), bytes);
await writeFile(join(folder, 'LICENCES.txt'), await licenceTexts(packages));
console.log(`built/runtime.js: importing it reads ${Math.round(importedBytes / 1000)} kB`);
