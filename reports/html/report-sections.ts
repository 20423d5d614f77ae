import type { Results } from '../../harness/evaluate/results.ts';
import type { Studies } from '../../harness/evaluate/studies/studies-schema.ts';
import { hasBothAxes } from './chart-data.ts';
import { type Markup, NOTHING } from './markup.ts';
import { certaintySection } from './sections/certainty-section.ts';
import { compatibilitySection } from './sections/compatibility-section.ts';
import { complianceSection } from './sections/compliance-section.ts';
import { coverageSection } from './sections/coverage-section.ts';
import { curveSection } from './sections/curve-section.ts';
import { datasetSection } from './sections/dataset-section.ts';
import { gainSection } from './sections/gain-section.ts';
import { gapSection } from './sections/gap-section.ts';
import { type JudgeStills, judgeSection } from './sections/judge-section.ts';
import { leaderboardSection } from './sections/leaderboard-section.ts';
import { learningSection } from './sections/learning-section.ts';
import { methodsSection } from './sections/methods-section.ts';
import { modelsSection } from './sections/models-section.ts';
import { promiseSection } from './sections/promise-section.ts';
import { provenanceSection } from './sections/provenance-section.ts';
import { robustnessSection } from './sections/robustness-section.ts';
import { roiSection } from './sections/roi-section.ts';
import { routersSection } from './sections/routers-section.ts';
import { routingCostSection } from './sections/routing-cost-section.ts';
import { slicesSection } from './sections/slices-section.ts';
import { splitsSection } from './sections/splits-section.ts';
import { taskSection } from './sections/task-section.ts';
import { trafficSection } from './sections/traffic-section.ts';

/** SVG documents that stand in for the interactive charts where scripts are off. */
export interface StillCharts {
  readonly curves: string;
  readonly gain: string;
  readonly traffic: string;
  /** Of the simulated judge; absent where the results have none. */
  readonly judge?: JudgeStills;
  /** Of the studies, by name. */
  readonly studies?: Readonly<Record<string, string>>;
}

/** A section of the page, under an id that the navigation points to. */
export interface ReportSection {
  readonly id: string;
  readonly title: string;
  readonly content: Markup;
}

/** All sections that follow from these results and studies, in the order of the page. */
export function reportSections(
  results: Results,
  still: StillCharts,
  { splits, learning, robustness }: Partial<Studies>,
): ReportSection[] {
  const routed = (content: () => Markup) => (results.routers.length > 0 ? content() : NOTHING);
  const sections: readonly [string, string, Markup][] = [
    ['roi', 'Route at all?', roiSection(results)],
    ['dataset', 'Dataset', datasetSection(results)],
    ['curves', 'Curves', curveSection(results, still.curves, hasBothAxes(results))],
    ['leaderboard', 'Leaderboard', leaderboardSection(results)],
    ['promise', 'Promise', promiseSection(results)],
    ['compliance', 'Compliance', complianceSection(results)],
    ['certainty', 'Certainty', certaintySection(results)],
    ['splits', 'Other splits', splitsSection(results, splits, still.studies?.splits ?? '')],
    ['learning', 'Enough prompts?', learningSection(results, learning, still.studies?.learning ?? '')],
    [
      'robustness',
      'Robustness',
      robustness === undefined ? NOTHING : robustnessSection(results, robustness, still.studies?.noise ?? ''),
    ],
    ['routing-cost', 'Cost of routing', routed(() => routingCostSection(results))],
    ['gain', 'Against chance', routed(() => gainSection(results, still.gain))],
    ['traffic', 'Traffic', routed(() => trafficSection(results, still.traffic))],
    ['gap', 'Gap to oracle', gapSection(results)],
    ['tasks', 'Tasks', taskSection(results)],
    ['slices', 'Slices', slicesSection(results)],
    ['coverage', 'Coverage', coverageSection(results)],
    ['models', 'Pool', modelsSection(results)],
    ['judge', 'Judges', still.judge === undefined ? NOTHING : judgeSection(results, still.judge)],
    ['routers', 'Routers', routed(() => routersSection(results))],
    ['compatibility', 'Compatibility', routed(() => compatibilitySection(results))],
    ['methods', 'Methods', methodsSection()],
    ['provenance', 'Provenance', provenanceSection(results)],
  ];
  return sections.filter(([, , { markup }]) => markup !== '').map(([id, title, content]) => ({ id, title, content }));
}

/** The sections with one more, which stands before the pool. */
export function withDisagreements(sections: readonly ReportSection[], content: Markup): ReportSection[] {
  const at = sections.findIndex(({ id }) => id === 'models');
  return [...sections.slice(0, at), { id: 'disagreements', title: 'Disagreements', content }, ...sections.slice(at)];
}
