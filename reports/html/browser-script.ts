import { readFileSync } from 'node:fs';

/** Each before those that import it. */
const MODULES = ['elements', 'format', 'payload', 'pairs', 'search', 'case-entry', 'choice-matrix', 'browser'];

/**
 * The modules of `disagreements/` as one script: a page that is a file cannot import, and its policy allows scripts by their
 * hash only. They are written so that leaving out `import` and `export` is all that joining them takes.
 */
export function browserScript(): string {
  const sources = MODULES.map((name) => {
    const source = readFileSync(new URL(`./disagreements/${name}.js`, import.meta.url), 'utf8').replace(/\r\n?/g, '\n');
    return source
      .replace(/^import \{[^}]*\} from '\.\/[\w-]+\.js';\n/gm, '')
      .replace(/^export (?=(async )?function |const )/gm, '');
  });
  const joined = sources.join('\n');
  if (/^(import|export)\b/m.test(joined)) throw new Error('a module of the browser imports or exports in another way');
  return `(() => {\n'use strict';\n${joined}})();`;
}
