import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Results } from '../harness/evaluate/results.ts';
import type { Studies } from '../harness/evaluate/studies/studies-schema.ts';
import { curveChart } from './charts/curve-chart.ts';
import { gainChart } from './charts/gain-chart.ts';
import { judgeCurvesChart } from './charts/judge-curves-chart.ts';
import { judgeGainChart } from './charts/judge-gain-chart.ts';
import { renderChart } from './charts/render-chart.ts';
import { studyCharts } from './charts/study-charts.ts';
import { trafficChart } from './charts/traffic-chart.ts';
import { type ReportExtras, reportHtml } from './html/report-html.ts';
import { leaderboardCsv } from './leaderboard-csv.ts';
import { reportMarkdown } from './markdown.ts';

/**
 * Writes `report.html`, `report.md`, `leaderboard.csv` and `charts/{curves,gain,traffic,judge-gain,judge-curves}.{svg,png}`
 * into the folder, those of the simulated judge where the results have one, and a chart of each study. Same input, same bytes.
 *
 * @param folder a staging folder of the caller's; made if it does not exist, files of the same name are replaced
 */
export async function writeReport(results: Results, folder: string, extras: ReportExtras = {}): Promise<void> {
  const curves = await renderChart(curveChart(results));
  const gain = await renderChart(gainChart(results));
  const traffic = await renderChart(trafficChart(results));
  const judge = await judgeCharts(results);
  const studied = await renderedStudies(results, extras.studies);
  const charts = {
    curves,
    ...(results.routers.length > 0 && { gain, traffic }),
    ...(judge !== undefined && { 'judge-gain': judge.gain, 'judge-curves': judge.curves }),
    ...studied,
  };
  await mkdir(join(folder, 'charts'), { recursive: true });
  for (const [name, { svg, png }] of Object.entries(charts)) {
    await writeFile(join(folder, 'charts', `${name}.svg`), svg);
    await writeFile(join(folder, 'charts', `${name}.png`), png);
  }
  await writeFile(
    join(folder, 'report.html'),
    reportHtml(
      results,
      {
        curves: curves.svg,
        gain: gain.svg,
        traffic: traffic.svg,
        ...(judge !== undefined && { judge: { gain: judge.gain.svg, curves: judge.curves.svg } }),
        studies: Object.fromEntries(Object.entries(studied).map(([name, { svg }]) => [name, svg])),
      },
      extras,
    ),
  );
  await writeFile(join(folder, 'report.md'), reportMarkdown(results, extras.studies));
  await writeFile(join(folder, 'leaderboard.csv'), leaderboardCsv(results));
}

async function judgeCharts(results: Results) {
  if (results.reference.simulatedJudge === undefined) return undefined;
  return { gain: await renderChart(judgeGainChart(results)), curves: await renderChart(judgeCurvesChart(results)) };
}

async function renderedStudies(results: Results, studies: Partial<Studies> | undefined) {
  const rendered: Record<string, Awaited<ReturnType<typeof renderChart>>> = {};
  for (const [name, chart] of Object.entries(studyCharts(results, studies ?? {}))) {
    rendered[name] = await renderChart(chart);
  }
  return rendered;
}
