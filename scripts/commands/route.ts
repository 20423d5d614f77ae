import { Command } from '@commander-js/extra-typings';
import { BenchError } from '../../harness/bench-error.ts';
import { didYouMean } from '../../harness/nearest-word.ts';
import type { Policy } from '../../harness/policy/policy.ts';
import type { RouteRequest, Scalar } from '../../harness/request.ts';
import type { Completer } from '../../harness/tools.ts';
import { explainRoute } from '../explain-route.ts';
import { loadConfig } from '../load-config.ts';

export function routeCommand() {
  return new Command('route')
    .description('decide one prompt by a policy, and say why')
    .argument('<prompt>', 'the prompt, or - for standard input')
    .requiredOption('-p, --policy <folder>', 'folder of a policy, such as runs/latest/policy')
    .option('-m, --metadata <key=value...>', 'what production knows of the request')
    .option('--session <id>', 'the conversation that the prompt belongs to')
    .option(
      '--embedder-folder <folder>',
      'a model folder, for a policy that was made with another embedder than the bundled',
    )
    .option('-c, --config <file>', 'a config whose providers answer what the router asks models; asks for real')
    .option('--json', 'print the decision as JSON')
    .addHelpText(
      'after',
      `
Examples:
  signalbox route --policy runs/latest/policy "What is 17 % of 240?"
  signalbox route --policy runs/latest/policy --metadata tier=pro region=eu -- "Summarise this…"
  cat prompt.txt | signalbox route --policy runs/latest/policy --json -
  signalbox route --policy runs/latest/policy --config bench.config.ts "…"      where a classifier decides`,
    )
    .action(async (prompt, options) => {
      const { restorePolicy } = await import('../../harness/policy/open-policy.ts');
      const { policyFolder, readPolicyFolder } = await import('../policy/read-policy-folder.ts');
      const { routerKinds } = await import('../../routers/index.ts');
      const { policyTools } = await import('../policy-tools.ts');
      const files = await readPolicyFolder(options.policy);
      const { policy } = files;
      const request: RouteRequest = {
        messages: [{ role: 'user', content: prompt === '-' ? await standardInput() : prompt }],
        metadata: parseMetadata(options.metadata ?? [], policy.metadata),
        ...(options.session === undefined ? {} : { session: { id: options.session, turn: 0 } }),
      };
      const asking = options.config === undefined ? {} : { completer: await completerOf(options.config) };
      const tools = { ...(await policyTools(policy, options.embedderFolder)), ...asking };
      const opened = restorePolicy(policyFolder(options.policy), files, routerKinds, tools);
      const [route] = await opened.route([request]);
      if (options.json) {
        const tradeoff = Number.isFinite(route!.tradeoff) ? route!.tradeoff : null;
        const { mask, ...decided } = route!;
        const allowed = opened.models.filter((_, m) => mask[m] === 1).map(({ id }) => id);
        console.log(
          JSON.stringify(
            { ...decided, model: decided.model ?? null, tradeoff, allowed, policy: opened.fingerprint },
            null,
            2,
          ),
        );
      } else {
        console.log(explainRoute(route!, policy));
      }
    });
}

async function completerOf(config: string): Promise<Completer> {
  const { askingCompleter } = await import('../asking-completer.ts');
  return askingCompleter(await loadConfig(config));
}

async function standardInput(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

/** `key=value` pairs, checked against what the policy declares. */
function parseMetadata(pairs: readonly string[], declared: Policy['metadata']): Record<string, Scalar> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf('=');
      if (at < 1) throw new BenchError(`--metadata ${pair}: give it as key=value`);
      const key = pair.slice(0, at);
      return [key, metadataValue(key, pair.slice(at + 1), declared)];
    }),
  );
}

function metadataValue(key: string, text: string, declared: Policy['metadata']): Scalar {
  const field = Object.hasOwn(declared, key) ? declared[key] : undefined;
  if (field === undefined) {
    const known = Object.keys(declared);
    throw new BenchError(`--metadata ${key}: the policy declares no such field`, {
      hint: didYouMean(key, known, `It declares ${known.join(', ') || 'none'}.`),
    });
  }
  const value = field.type === 'number' ? Number(text) : field.type === 'boolean' ? text === 'true' : text;
  const fits =
    field.type === 'number'
      ? text.trim() !== '' && Number.isFinite(value)
      : field.type !== 'boolean' || /^(true|false)$/.test(text);
  if (!fits) throw new BenchError(`--metadata ${key}=${text}: the policy declares a ${field.type}`);
  return value;
}
