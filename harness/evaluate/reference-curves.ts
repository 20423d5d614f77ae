import { meanPerModel, takeRows } from '../outcome-table.ts';
import { type Assessment, FREE } from '../router.ts';
import { meanEstimate } from '../statistics/mean-estimate.ts';
import { meanAt, minus } from './chosen-figures.ts';
import { toCostQuality } from './cost-quality.ts';
import { curveValues, packSplits, zeroValues } from './curve-values.ts';
import type { Assessments } from './evaluation-input.ts';
import { hull } from './metrics/hull.ts';
import { oracle } from './metrics/oracle.ts';
import { type Frontier, oracleFrontier, thinFrontier } from './metrics/oracle-frontier.ts';
import { taskMeanPredictions } from './metrics/task-mean.ts';
import { alwaysModel, atChoices } from './outcomes.ts';
import { poolContext } from './pool-context.ts';
import type { CostQuality, Results } from './results.ts';
import type { Baselines } from './router-results.ts';
import type { Setting, Side } from './setting.ts';
import { simulatedJudges } from './simulated-judge.ts';

const FRONTIER_POINTS = 201;

export interface ReferenceCurves {
  readonly figures: Results['reference'];
  readonly baselines: Baselines;
}

/** The curves that see what a router may not see: never selectable, never exported. */
export function referenceCurves(setting: Setting, detail: 'report' | 'verdict'): ReferenceCurves {
  const { clusters, test, train } = setting;
  const zero = zeroValues(setting);
  const knowing = (side: Side) => taskMeanPredictions(train, side.tasks, side.outcomes.allowed);
  const taskMean = curveValues({ validate: knowing(setting.validate), test: knowing(test) }, setting);
  const constant = curveValues(packSplits(constantAssessments(setting), setting), setting);
  const frontier: Frontier = oracleFrontier(test.outcomes);
  return {
    figures: {
      zeroRouter: hull(test.singles).map(toCostQuality),
      zeroAiq: meanEstimate(zero.quality, clusters),
      oracle: oracle(test.outcomes),
      oracleUnsolvedFree: oracle(test.outcomes, 'free'),
      oracleFrontier: thinFrontier(frontier, FRONTIER_POINTS),
      randomMix: randomMix(setting),
      constant: {
        aiq: meanEstimate(constant.quality, clusters),
        aiqMinusZero: meanEstimate(minus(constant.quality, zero.quality), clusters),
      },
      taskMean: {
        points: taskMean.test.points.map(toCostQuality),
        aiq: meanEstimate(taskMean.quality, clusters),
        aiqMinusZero: meanEstimate(minus(taskMean.quality, zero.quality), clusters),
      },
      ...(detail === 'report' && { simulatedJudge: simulatedJudges(setting, zero.quality) }),
      zeroRouterPerTask: zeroPerTask(setting),
    },
    baselines: {
      zeroQuality: zero.quality,
      constantQuality: constant.quality,
      taskMeanQuality: taskMean.quality,
      frontier,
      pool: poolContext(setting),
    },
  };
}

/** What a router says that learned nothing of prompts: the same for every query. Decisions still see prompt lengths. */
function constantAssessments({ train, input, validate, test }: Setting): Assessments {
  const lengths = meanPerModel(takeRows(input.table, input.split.train), 'outputTokens');
  const constant: Assessment = {
    kind: 'scores',
    quality: train.quality,
    outputTokens: lengths.map((tokens) => (Number.isNaN(tokens) ? 1 : tokens)),
    bill: FREE,
    why: () => [],
  };
  return {
    validate: new Array(validate.outcomes.rows).fill(constant),
    test: new Array(test.outcomes.rows).fill(constant),
  };
}

/** The segment from the cheapest single model to the best one on train: what a coin between the two gives. */
function randomMix({ test, cheapest, train }: Setting): CostQuality[] {
  const best = train.quality.indexOf(Math.max(...train.quality));
  const ends = best === cheapest ? [cheapest] : [cheapest, best];
  return ends.map((model) => toCostQuality(test.singles[model]!));
}

function zeroPerTask({ models, test, testTasks }: Setting): Results['reference']['zeroRouterPerTask'] {
  const columns = models.map((_, model) => {
    const choices = alwaysModel(test.outcomes, model);
    return {
      quality: atChoices(test.outcomes, 'quality', choices),
      costUsd: atChoices(test.outcomes, 'costUsd', choices),
    };
  });
  return Array.from(testTasks, ([task, positions]) => ({
    task,
    points: hull(
      columns.map(({ quality, costUsd }) => ({
        costUsd: meanAt(costUsd, positions),
        quality: meanAt(quality, positions),
      })),
    ).map(toCostQuality),
  }));
}
