// A process of its own that commits answers: <cache> <prefix> <count> <size of a text>. Says each one that is committed.
import { writeSync } from 'node:fs';
import { BenchError } from '../../bench-error.ts';
import { answer } from './recorded-response.fixture.ts';
import { openResponseCache } from './sqlite-response-cache.ts';

const [path, prefix, count, size] = process.argv.slice(2);
try {
  const cache = openResponseCache(path!);
  for (let i = 0; i < Number(count); i++) {
    const name = `${prefix}${i}`;
    cache.commit([answer(name, { text: name.padEnd(Number(size), '.') }), answer('shared', { text: name })]);
    // Synchronous: what was said has left the process before it can be killed.
    writeSync(1, `${name}\n`);
  }
  cache.close();
} catch (error) {
  if (!(error instanceof BenchError)) throw error;
  writeSync(2, `${error.message}\n${error.hint}\n`);
  process.exitCode = 1;
}
