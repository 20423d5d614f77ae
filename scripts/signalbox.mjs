#!/usr/bin/env node
// The command `signalbox`. The project ships its TypeScript sources; tsx compiles them, and a user's bench.config.ts, in
// one module graph, so that a class of ours is the same class on both sides.
import { register as registerHooks } from 'node:module';
import { register as registerTypeScript } from 'tsx/esm/api';

registerTypeScript();
registerHooks('./self-import.mjs', import.meta.url);
const { main } = await import('./cli.ts');
await main(process.argv);
