import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { browserScript } from './browser-script.ts';

const require = createRequire(import.meta.url);

/**
 * The scripts of the page, in order: vega, its expression interpreter (no eval, hence the strict policy), ours.
 *
 * @param browser whether the page has the browser of disagreements
 */
export function pageScripts({ browser }: { readonly browser: boolean }): readonly string[] {
  const page = readFileSync(new URL('./page-script.js', import.meta.url), 'utf8');
  return [vega(), interpreter(), page, ...(browser ? [browserScript()] : [])].map(embeddable);
}

function vega(): string {
  return readFileSync(join(dirname(require.resolve('vega/vega-schema.json')), 'vega.min.js'), 'utf8');
}

/** The package is an ES module that imports three names from vega-util; the page has them in the global `vega`. */
function interpreter(): string {
  const source = readFileSync(join(packageFolder('vega-interpreter'), 'build', 'vega-interpreter.js'), 'utf8');
  const wrapped = source
    .replace(/^import \{([^}]*)\} from 'vega-util';$/m, (_, names: string) => `const {${names}} = vega;`)
    .replace(/^export \{ expression as expressionInterpreter \};$/m, 'return expression;')
    .replace(/^\/\/# sourceMappingURL=.*$/m, '');
  if (/^(import|export) /m.test(wrapped) || !wrapped.includes('return expression;')) {
    throw new Error('vega-interpreter has another shape than expected: adapt reports/html/page-scripts.ts');
  }
  return `const expressionInterpreter = (() => {\n${wrapped}\n})();`;
}

/** `exports` hides its package.json, so that the folder is found by its main file. */
function packageFolder(name: string): string {
  return dirname(dirname(require.resolve(name)));
}

/** A script element ends at the first `</script`, even inside a string; line ends are what the hash is taken of. */
function embeddable(source: string): string {
  return source
    .replace(/\r\n?/g, '\n')
    .replace(/<\/script/gi, () => '<\\/script')
    .replaceAll('<!--', () => '<\\!--');
}
