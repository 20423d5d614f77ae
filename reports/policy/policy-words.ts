import { fromJsonTradeoff } from '../../harness/evaluate/operating-point.ts';
import type { Policy } from '../../harness/policy/policy.ts';
import { counted, decimal, listWords, milliseconds, percent, tradeoffWords, usd, usdPer1000 } from '../format.ts';
import { plainText } from '../plain-text.ts';

/** A part of a policy in plain words. */
export interface PolicySection {
  readonly title: string;
  readonly lines: readonly string[];
}

/** A policy for people: who may see what, what is tried in which order, what was measured. Pure. */
export function policyWords(policy: Policy, fingerprint: string): PolicySection[] {
  return [
    { title: 'What was measured', lines: measuredLines(policy) },
    { title: 'Who decides', lines: routerLines(policy) },
    { title: 'Who may be asked', lines: poolLines(policy) },
    { title: 'Who may see what', lines: constraintLines(policy) },
    { title: 'What is tried in which order', lines: failoverLines(policy) },
    { title: 'What may be spent', lines: limitLines(policy) },
    { title: 'Where it comes from', lines: provenanceLines(policy, fingerprint) },
  ];
}

/** Simulated data come first: whoever reads on must know. */
function measuredLines({ provenance }: Policy): string[] {
  const { simulated, dataset, measured, refitted, split } = provenance;
  const warning = simulated ? ['SIMULATED DATA: these figures prove nothing about real models.'] : [];
  const on = `${name(dataset)}: fitted to ${counted(split.train, 'prompt')}, chosen on ${split.validate}, measured on ${split.test}`;
  if (refitted)
    return [...warning, on, 'Fitted once more to all prompts after the choice: nobody measured this policy.'];
  if (measured === undefined) return [...warning, on, 'Not measured.'];
  const { quality, costUsd, referenceModel, note } = measured;
  return [
    ...warning,
    on,
    `Quality ${decimal(quality[0], 4)} (95 % interval ${decimal(quality[1], 4)} to ${decimal(quality[2], 4)})`,
    `Cost ${usdPer1000(costUsd[0])} per 1,000 queries (${usdPer1000(costUsd[1])} to ${usdPer1000(costUsd[2])}), routing included`,
    `Compared with ${name(referenceModel)}: ${plainText(note, 600)}`,
  ];
}

function routerLines({ router, operatingPoint, embedder, sessions }: Policy): string[] {
  const { mix, explore = 0 } = operatingPoint;
  const parts = mix.map(({ tradeoff, share }) => {
    const point = router.kind === 'cascade' ? levelWords(tradeoff) : tradeoffWords(tradeoff);
    return mix.length === 1 ? point : `${percent(share)} of the traffic at ${point}`;
  });
  return [
    `${name(router.name)}, a router of kind ${name(router.kind)}`,
    embedder === null ? 'It embeds nothing.' : `It embeds requests with ${name(embedder.name)}.`,
    `Operating point: ${listWords(parts)}`,
    sessions === 'stay'
      ? 'A conversation keeps its model as long as that is allowed and healthy.'
      : 'Every turn of a conversation is decided anew.',
    explore > 0
      ? `Exploration: ${percent(explore)} of the requests go to an allowed model drawn at random, so that logs can tell what others are worth.`
      : 'No exploration.',
  ];
}

function levelWords(level: number | null): string {
  const least = fromJsonTradeoff(level);
  return least === Number.POSITIVE_INFINITY
    ? 'no answer but the last model’s is taken'
    : `an answer is taken from a signal of ${least}`;
}

function poolLines({ pool }: Policy): string[] {
  return pool.map((model) => `${name(model.id)}: ${modelFacts(model)}`);
}

/** Price and attributes of a model. */
export function modelFacts({ provider, price, contextTokens, attributes = {} }: Policy['pool'][number]): string {
  const facts = Object.entries(attributes).map(
    ([key, value]) => `${plainText(key, 40)} ${plainText(String(value), 60)}`,
  );
  return [
    priceWords(price),
    ...(provider === undefined ? [] : [`by ${name(provider)}`]),
    ...(contextTokens === undefined ? [] : [`${contextTokens} tokens of context`]),
    ...facts,
  ].join(', ');
}

export function priceWords(price: Policy['pool'][number]['price']): string {
  const { usdPerRequest, inputUsdPerMillionTokens, outputUsdPerMillionTokens, tiers } = price;
  return [
    `${usd(inputUsdPerMillionTokens)} in and ${usd(outputUsdPerMillionTokens)} out per million tokens`,
    ...(usdPerRequest > 0 ? [`${usd(usdPerRequest)} a request`] : []),
    ...(tiers === undefined ? [] : [`${counted(tiers.length, 'tier')} for long requests`]),
  ].join(', ');
}

function constraintLines({ constraints, metadata }: Policy): string[] {
  if (constraints.length === 0) return ['Every model may be asked about every request.'];
  const fields = Object.entries(metadata).map(([key, { type, values = [], closed }]) => {
    const known = values.slice(0, 8).map((value) => plainText(String(value), 30));
    const shown = known.length === 0 ? type : `${known.join(', ')}${values.length > 8 || !closed ? ', …' : ''}`;
    return `metadata.${plainText(key, 40)}: ${shown}`;
  });
  return [
    'Before anything is sent, and at every fallback, a model is asked only if all of this holds; an error or a missing field denies:',
    ...constraints.map(({ name: title, allow }) => `${name(title)}: ${plainText(allow, 400)}`),
    ...(fields.length === 0 ? [] : [`Declared: ${fields.join('; ')}`]),
  ];
}

function failoverLines({ failover }: Policy): string[] {
  if (failover === undefined) return ['When the chosen model fails, the others are tried in the router’s own order.'];
  const { chains, retries, retryDelayMs, attemptTimeoutMs, totalTimeoutMs, switchAfterMs, failureStatuses, coolDown } =
    failover;
  return [
    ...chains.map(chainWords),
    chains.length === 0
      ? 'After the chosen model, the others in the router’s own order.'
      : 'Where no chain applies, the router’s own order.',
    `${counted(retries, 'retry', 'retries')} at the same model, the first after ${milliseconds(retryDelayMs)}`,
    `At most ${milliseconds(attemptTimeoutMs)} an attempt, ${milliseconds(totalTimeoutMs)} in all${switchAfterMs === undefined ? '' : `; the next model after ${milliseconds(switchAfterMs)}`}`,
    `A failure is a timeout, a broken connection, or status ${failureStatuses.join(', ')}`,
    `After ${counted(coolDown.failures, 'failure')} within ${milliseconds(coolDown.withinMs)} a model rests for ${milliseconds(coolDown.forMs)}`,
  ];
}

/** A chain as a sentence. */
export function chainWords({ name: title, from, when, to }: NonNullable<Policy['failover']>['chains'][number]): string {
  const after = from === undefined ? 'after whichever model was chosen' : `after ${name(from)}`;
  const where = when === undefined ? '' : ` where ${plainText(when, 200)}`;
  return `${name(title)}: ${after}${where}, ${to.length === 0 ? 'nobody else' : to.map((id) => name(id)).join(' → ')}`;
}

function limitLines({ limits }: Policy): string[] {
  const { budgets = [], quotas = [] } = limits ?? {};
  const lines = [
    ...budgets.map(({ usd: amount, per }) => `${usd(amount)} a ${per}, all requests together`),
    ...quotas.map(({ model, requests, per }) => `${name(model)}: ${counted(requests, 'request')} a ${per}`),
  ];
  return lines.length === 0 ? ['No budget and no quota.'] : lines;
}

function provenanceLines({ provenance, embedder }: Policy, fingerprint: string): string[] {
  const { fingerprints, seed } = provenance;
  return [
    `Policy ${fingerprint}`,
    `Dataset ${name(fingerprints.dataset)}`,
    `Prices ${name(fingerprints.prices)}`,
    ...(embedder === null ? [] : [`Embedder ${name(embedder.fingerprint)}`]),
    `Signalbox ${name(fingerprints.code)}, seed ${seed}`,
  ];
}

function name(text: string): string {
  return plainText(text, 80);
}
