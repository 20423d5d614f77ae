import { Command, InvalidArgumentError } from '@commander-js/extra-typings';
import type { FaultRates, SimulatedProvider } from '../../datasets/simulated-provider/simulated-provider.ts';
import type { Model } from '../../harness/model.ts';
import { wholeNumber } from '../whole-number.ts';

const EXAMPLES = `
Examples:
  signalbox simulate                                   any free port, answers at once, no faults
  signalbox simulate --port 8787 --latency-scale 1     as slow as recorded
  signalbox simulate --faults 0.02 --rate-hang 0       2 % of each kind of fault, but none that hangs
  SIGNALBOX_SIMULATE_KEY=secret signalbox simulate     asks for this key
What was asked and answered so far is at /stats of the server, as JSON.`;

export function simulateCommand() {
  return new Command('simulate')
    .description(
      "serve the bundled dataset's simulated models, a classifier, a judge and a router on this machine, as an OpenAI-compatible API",
    )
    .option('-p, --port <number>', 'port on 127.0.0.1; 0 takes any that is free', wholeNumber(0, 65_535), 0)
    .option('-s, --seed <integer>', 'seed of the faults', wholeNumber(0, 999_999_999), 0)
    .option('--latency-scale <factor>', 'times the recorded latency, 0..1000; 0 answers at once', numberTo(1000), 0)
    .option('--faults <share>', 'share of the requests that get each kind of fault, 0..1', numberTo(1), 0)
    .option('--rate-429 <share>', 'too many requests, with Retry-After', numberTo(1))
    .option('--rate-500 <share>', 'a server error', numberTo(1))
    .option('--rate-hang <share>', 'no answer at all', numberTo(1))
    .option('--rate-cut <share>', 'the connection is cut in the middle of the answer', numberTo(1))
    .option('--rate-malformed <share>', 'broken JSON', numberTo(1))
    .option('--rate-wrong-model <share>', 'another model answers', numberTo(1))
    .option('--rate-slow <share>', 'the answer drips for two seconds', numberTo(1))
    .option('--json', 'print {url, port, models} as one line of JSON')
    .addHelpText('after', EXAMPLES)
    .action(async ({ port, seed, latencyScale, faults: each, json, ...rates }) => {
      const { simulatedProvider } = await import('../../datasets/simulated-provider/simulated-provider.ts');
      const faults: Required<FaultRates> = {
        rate429: rates.rate429 ?? each,
        rate500: rates.rate500 ?? each,
        rateHang: rates.rateHang ?? each,
        rateCut: rates.rateCut ?? each,
        rateMalformed: rates.rateMalformed ?? each,
        rateWrongModel: rates.rateWrongModel ?? each,
        rateSlow: rates.rateSlow ?? each,
      };
      const provider = await simulatedProvider({ port, seed, latencyScale, faults });
      const { url, models } = provider;
      console.log(json ? JSON.stringify({ url, port: provider.port, models }) : servedText(provider));
      await interrupted();
      const { requests, answered } = provider.stats();
      await provider.close();
      console.error(`Requests: ${requests}, answered: ${answered}.`);
    });
}

function servedText({ url, models, pool, readers }: SimulatedProvider): string {
  const key = process.env.SIGNALBOX_SIMULATE_KEY ? `, apiKey: 'SIGNALBOX_SIMULATE_KEY'` : '';
  return `${url}

Models   ${models.join(', ')}
Readers  ${readers.map(({ id }) => id).join(', ')}

In a config:
  providers: { simulator: { baseUrl: '${url}'${key}, simulated: true } },
  // For a classifier, for a judge, and a router behind the API:
${readers.map((model) => `  //   ${modelText(model)}`).join('\n')}
  record: {
    models: [
${pool.map((model) => `      ${modelText(model)},`).join('\n')}
    ],
  },

Ctrl-C ends it.`;
}

/** What a class or a verdict takes: what is not asked for, a budget need not reserve. */
const READ_TOKENS = new Map([
  ['sim-classifier', 32],
  ['sim-judge', 128],
]);

function modelText({ id, price }: Model): string {
  const { inputUsdPerMillionTokens: input = 0, outputUsdPerMillionTokens: output = 0 } = price ?? {};
  const maxTokens = READ_TOKENS.get(id) ?? 2048;
  return `{ id: '${id}', provider: 'simulator', maxTokens: ${maxTokens}, price: { input: ${input}, output: ${output} } }`;
}

/** Settles at the first signal to end; a second one ends the process at once. */
function interrupted(): Promise<void> {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  return new Promise((resolve) => {
    const stop = () => {
      for (const signal of signals) process.off(signal, stop);
      resolve();
    };
    for (const signal of signals) process.once(signal, stop);
  });
}

function numberTo(most: number): (text: string) => number {
  return (text) => {
    if (/^(?:\d{1,9}(?:\.\d{0,9})?|\.\d{1,9})$/.test(text) && Number(text) <= most) return Number(text);
    throw new InvalidArgumentError(`A number from 0 to ${most}.`);
  };
}
