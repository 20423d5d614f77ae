// A config says `import { defineConfig } from 'signalbox'` wherever it lies: it gets the Signalbox that is running.
const self = new URL('./index.ts', import.meta.url).href;

export async function resolve(specifier, context, nextResolve) {
  return specifier === 'signalbox' ? nextResolve(self, context) : nextResolve(specifier, context);
}
