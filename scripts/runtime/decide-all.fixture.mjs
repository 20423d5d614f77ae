// What an application does with a policy, in a folder that has nothing but the installed package: `requests.jsonl` in,
// one line for each decision out.
import { readFile } from 'node:fs/promises';

const before = performance.now();
const { open } = await import('signalbox/runtime');
const importMs = performance.now() - before;
const runtime = await open('policy');
const openMs = performance.now() - before - importMs;
// An evaluation has no budget that could end.
const isLimited = runtime.policy.constraints.some(({ allow }) => /\blive\b/.test(allow));
const live = isLimited ? { remainingUsd: Number.MAX_VALUE } : undefined;
const models = [];
for (const line of (await readFile('requests.jsonl', 'utf8')).trimEnd().split('\n')) {
  const { model, record } = await runtime.route(JSON.parse(line), live);
  if (record.policy !== runtime.fingerprint) throw new Error('a record names another policy');
  models.push(model ?? null);
}
console.log(JSON.stringify({ importMs, openMs, models }));
