// A process that evaluates splits for a study. It compiles TypeScript as the command does.
import { register as registerHooks } from 'node:module';
import { register as registerTypeScript } from 'tsx/esm/api';

registerTypeScript();
registerHooks('../self-import.mjs', import.meta.url);
const { workOnSplits } = await import('./split-worker.ts');
workOnSplits(JSON.parse(process.argv[2]));
