// Module hooks around tsx's.
const self = new URL('./index.ts', import.meta.url).href;

export async function resolve(specifier, context, nextResolve) {
  // A config says `import { defineConfig } from 'signalbox'` wherever it lies: it gets the Signalbox that is running.
  const found = await nextResolve(specifier === 'signalbox' ? self : specifier, context);
  // TypeScript in a folder without a package.json, or with one that says nothing of modules, would count as CommonJS and
  // could not import the modules of Signalbox. Only `.cts` means CommonJS here.
  return isTypeScript(found.url) ? { ...found, format: 'module' } : found;
}

function isTypeScript(url) {
  return url.startsWith('file:') && /\.m?ts$/.test(new URL(url).pathname);
}
