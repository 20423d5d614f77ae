import type { Results } from '../../harness/evaluate/results.ts';
import { detectableDifference, LEVEL, neededQueries, POWER } from '../../harness/statistics/detectable-difference.ts';
import { tQuantile } from '../../harness/statistics/t-quantile.ts';
import { gainWords, pointsWords } from '../figure-text.ts';
import { count, counted, listWords, percent, points, signed, usdPer1000 } from '../format.ts';
import { marginWords } from '../objective-words.ts';
import { plainText } from '../plain-text.ts';
import { beatsZero } from '../standing.ts';
import type { Subject } from './monthly.ts';

/** One known sign that routing is not worth it. */
export interface WarningSign {
  readonly id: keyof typeof TITLES;
  /** What it warns of, in a few words. */
  readonly title: string;
  /** `undefined`: it cannot be told, and the sentence says why. */
  readonly warns: boolean | undefined;
  /** With its figures. Text of the dataset in it is plain but not escaped. */
  readonly sentence: string;
}

const TITLES = {
  'one-model': 'one model gets nearly all of the traffic',
  overhead: 'routing costs most of what it saves',
  'no-criterion': 'nothing beats single models and their mixes',
  task: 'recognising the task would do as well',
  'too-few': 'too few test queries for the margin',
  identical: 'some models have the same grades',
} as const;

/** Above this share of traffic to one model, a router does little more than name it. */
const ONE_MODEL = 0.9;
/** From this share of the saving on, the overhead of routing is a warning. */
const OVERHEAD = 0.5;

type Sign = Omit<WarningSign, 'title'>;

/** All signs, in a fixed order, for the router that the question is about. */
export function warningSigns(results: Results, subject: Subject): WarningSign[] {
  const signs = [
    oneModel(results, subject),
    overhead(subject),
    noCriterion(subject),
    task(results, subject),
    tooFew(results, subject),
    ...identical(results),
  ];
  return signs.map((sign) => ({ ...sign, title: TITLES[sign.id] }));
}

function oneModel({ models }: Results, { router }: Subject): Sign {
  const { chosen } = router;
  const share = Math.max(...chosen.shares);
  const model = plainText(models[chosen.shares.indexOf(share)]!.id, 40);
  const sentence = `${plainText(router.name, 40)} sends ${percent(share)} of the test queries to ${model}`;
  return share > ONE_MODEL
    ? { id: 'one-model', warns: true, sentence: `${sentence}: that model alone does nearly the same.` }
    : { id: 'one-model', warns: false, sentence: `${sentence}, and no model gets more.` };
}

function overhead({ router, alternatives }: Subject): Sign {
  const { savingUsd, mix } = alternatives[0]!;
  const reference = plainText(mix[0]!.model, 40);
  const routing = `Routing itself costs ${usdPer1000(router.overhead.usd)} per 1,000 queries`;
  const gross = savingUsd.value + router.overhead.usd;
  if (gross <= 0) {
    const sentence = `${routing}, and there is no saving against ${reference} that could pay for it.`;
    return { id: 'overhead', warns: true, sentence };
  }
  const share = router.overhead.usd / gross;
  const sentence = `${routing}, ${percent(share)} of the ${usdPer1000(gross)} that it would save against ${reference} if routing were free`;
  if (share >= 1) return { id: 'overhead', warns: true, sentence: `${sentence}: as much as it saves, or more.` };
  return { id: 'overhead', warns: share > OVERHEAD, sentence: `${sentence}.` };
}

/** Quality, cost at equal quality, AIQ − zero: a router that wins by none of them is worth nothing. */
function noCriterion({ router, alternatives }: Subject): Sign {
  const best = alternatives.find(({ kinds }) => kinds.includes('best-single'))!;
  const mixture = alternatives.find(({ kinds }) => kinds.includes('same-promise'))!;
  const criteria = [
    { wins: best.qualityGained.low > 0, words: `quality ${pointsWords(best.qualityGained)}` },
    {
      wins: mixture.savingUsd.low > 0 && mixture.qualityGained.high >= 0,
      words: `cost at the same promised quality, ${usdPer1000(mixture.savingUsd.value)} saved per 1,000 queries (${usdPer1000(mixture.savingUsd.low)} to ${usdPer1000(mixture.savingUsd.high)})`,
    },
    { wins: beatsZero(router.aiqMinusZero), words: `AIQ − zero ${gainWords(router.aiqMinusZero)}` },
  ];
  const won = criteria.filter(({ wins }) => wins);
  const name = plainText(router.name, 40);
  if (won.length === 0) {
    const all = criteria.map(({ words }) => words);
    const sentence = `${name} beats the single models and their mixes by no criterion beyond doubt: ${all.join('; ')}.`;
    return { id: 'no-criterion', warns: true, sentence };
  }
  const sentence = `${name} beats the single models and their mixes: ${won.map(({ words }) => words).join('; ')}.`;
  return { id: 'no-criterion', warns: false, sentence };
}

/** Warns unless the router is shown to know more of a query than its task. */
function task({ tasks, reference }: Results, { router }: Subject): Sign {
  const { aiqMinusZero: gain, aiqMinusTaskMean: beyond } = router;
  const { value } = reference.taskMean.aiqMinusZero;
  const undecided = (why: string): Sign => ({ id: 'task', warns: undefined, sentence: why });
  if (tasks.length < 2) return undecided('There is one task, so nothing can come from recognising it.');
  const known = `Knowing the task name alone gains ${signed(value, 4)} AIQ over the zero router`;
  if (beyond === undefined) return undecided(`${known}.`);
  if (!beatsZero(gain)) return undecided(`${known}; the router has no gain of its own that it could explain.`);
  const share = value <= 0 ? 'none' : value >= gain.value ? 'all' : percent(value / gain.value, 0);
  const sentence = `${known}: ${share} of the router’s gain of ${signed(gain.value, 4)}; beyond it the router gains ${gainWords(beyond)}.`;
  return { id: 'task', warns: !beatsZero(beyond), sentence };
}

/**
 * Warns where the test queries could not show a loss as small as the margin, one-sided, of this router against the
 * reference model: its own paired differences, where the planning figures take the median over all candidates.
 */
function tooFew({ objective }: Results, { router }: Subject): Sign {
  const { low, high, n, clusters } = router.chosen.qualityGained;
  const spread = { standardError: (high - low) / 2 / tQuantile(0.975, clusters - 1), queries: n, clusters };
  const detectable = detectableDifference(spread, 1);
  const sentence = `${counted(n, 'test query', 'test queries')} can show a difference of ${points(detectable).replace('+', '')} between this router and the reference model (by its own spread; one-sided level ${percent(LEVEL, 0)}, power ${percent(POWER, 0)})`;
  if (objective.kind !== 'cheapest-within') {
    return {
      id: 'too-few',
      warns: undefined,
      sentence: `${sentence}; the objective names no margin to hold it against.`,
    };
  }
  const margin = marginWords(objective.margin);
  if (detectable <= objective.margin) {
    return { id: 'too-few', warns: false, sentence: `${sentence}, which is within the margin of ${margin}.` };
  }
  const needed =
    objective.margin === 0
      ? 'no number of queries shows that nothing is lost'
      : `about ${count(roundedUp(neededQueries(spread, objective.margin, 1)))} would be needed`;
  return { id: 'too-few', warns: true, sentence: `${sentence}; for the margin of ${margin}, ${needed}.` };
}

/** To two digits: it is an estimate. */
function roundedUp(queries: number): number {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(queries)) - 1);
  return Math.ceil(queries / unit) * unit;
}

/** Results before version 3 do not tell. */
function identical({ pool }: Results): Sign[] {
  if (pool === undefined) return [];
  if (pool.identical.length === 0) {
    return [{ id: 'identical', warns: false, sentence: 'No two models have the same grades on every query.' }];
  }
  const groups = pool.identical.map(
    ({ models, sameCost }) =>
      `${listWords(models.map((model) => plainText(model, 40)))}${sameCost ? ', at the same cost too' : ''}`,
  );
  const sentence = `Some models have the same grades on every query and count as one baseline: ${groups.join('; ')}.`;
  return [{ id: 'identical', warns: true, sentence }];
}
