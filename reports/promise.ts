import type { Estimate, EstimateOrWhy, Results } from '../harness/evaluate/results.ts';
import { pText } from './certainty.ts';
import { count, decimal, percent, percentChange, pointsNumber, signed, usdPer1000 } from './format.ts';
import { claimWords, marginWords } from './objective-words.ts';
import { plainText } from './plain-text.ts';

/** Whether test kept what validate promised, and what the choice rests on, sentence by sentence. */
export function promiseWords(results: Results): string[] {
  const { policy, selection } = results;
  if (selection === undefined) return [];
  const paths = selection.routers.length + 1;
  return [
    keptWords(results),
    `What ships was chosen on ${count(policy.promised?.quality.n ?? 0)} validate queries among ${paths} paths: one of operating points per router that may ship, and one of single models and their mixtures. Each was tested at an error rate of ${percent(selection.pathLevel, 2)}, so that a policy that fails to ${claimWords(results)} ships in at most ${percent(selection.alpha, 0)} of such choices.`,
  ];
}

function keptWords({ policy, objective }: Results): string {
  const name = plainText(policy.candidate);
  if (policy.broken === undefined) return `${name} claims nothing that one number could break.`;
  if (policy.broken) return `The promise is broken: test leaves no doubt that ${name} misses the objective.`;
  if (objective.kind === 'best-under-budget')
    return `The promise is not broken: on test ${name} may well keep the budget.`;
  const { low } = policy.chosen.qualityGained;
  const margin = marginWords(objective.kind === 'cheapest-within' ? objective.margin : 0);
  return low >= -(objective.kind === 'cheapest-within' ? objective.margin : 0)
    ? `The promise is kept: test, which had no part in the choice, excludes a loss of more than ${margin}.`
    : `The promise is not broken: test, which had no part in the choice, neither excludes a loss of more than ${margin} nor shows one.`;
}

/** Figure, promised, delivered. */
export function promiseRows({ policy: { promised, chosen } }: Results): string[][] {
  if (promised === undefined) return [];
  const row = (name: string, words: (figure: Estimate) => string, key: 'quality' | 'costUsd' | 'qualityGained') => [
    name,
    words(promised[key]),
    words(chosen[key]),
  ];
  return [
    row('Quality', (figure) => interval(figure, (value) => decimal(value, 3)), 'quality'),
    row('Quality change, points', (figure) => interval(figure, pointsNumber), 'qualityGained'),
    row('Cost per 1,000 queries', (figure) => interval(figure, usdPer1000), 'costUsd'),
    ['Cost saved', savedText(promised.costSaved), savedText(chosen.costSaved)],
  ];
}

/** Path, certified points, where it ended, gain over mixing, its p-value, whether that is knowledge. */
export function selectionRows({ selection, mixture, policy, referenceModel }: Results): string[][] {
  if (selection === undefined) return [];
  const end = (path: { stoppedAt?: { quality: number } | undefined }) =>
    path.stoppedAt === undefined ? 'its last point' : decimal(path.stoppedAt.quality, 3);
  const name = mixture?.name ?? (policy.kind === 'single' ? policy.candidate : referenceModel);
  return [
    ...selection.routers.map((path) => [
      path.router,
      `${path.certified} of ${path.tested}`,
      end(path),
      `${signed(path.overMixing.value, 4)}`,
      pText(path.overMixing.p),
      path.knows ? 'yes' : 'not shown',
    ]),
    [
      `without a router: ${name}`,
      `${selection.mixing.certified} of ${selection.mixing.tested}`,
      end(selection.mixing),
      '',
      '',
      '',
    ],
  ];
}

function interval({ value, low, high }: Estimate, words: (value: number) => string): string {
  return `${words(value)} (${words(low)} to ${words(high)})`;
}

function savedText(saved: EstimateOrWhy): string {
  if ('undefined' in saved) return `not defined, ${saved.undefined}`;
  return interval({ ...saved }, percentChange);
}
