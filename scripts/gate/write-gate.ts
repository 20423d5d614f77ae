import { writeFile } from 'node:fs/promises';
import { BenchError } from '../../harness/bench-error.ts';
import type { GateResult } from '../../harness/gate/gate-result.ts';
import { gateAnnotations } from '../../reports/gate/gate-annotations.ts';
import { gateJson } from '../../reports/gate/gate-json.ts';
import { gateJunit } from '../../reports/gate/gate-junit.ts';
import { gateMarkdown } from '../../reports/gate/gate-markdown.ts';
import { gateText } from '../../reports/gate/gate-text.ts';
import type { GateFormat } from './gate-formats.ts';

const RENDER: Readonly<Record<GateFormat, (result: GateResult) => string>> = {
  text: gateText,
  json: gateJson,
  junit: gateJunit,
  github: gateAnnotations,
  markdown: gateMarkdown,
};

export interface GateOutputs {
  readonly formats: readonly GateFormat[];
  /** One per format, in their order; `-` and what is left out is standard output. */
  readonly files: readonly string[];
  readonly chart?: string | undefined;
}

/** Prints and writes what a gate found. */
export async function writeGate(result: GateResult, { formats, files, chart }: GateOutputs): Promise<void> {
  if (files.length > formats.length) {
    throw new BenchError(`--out names ${files.length} files for ${formats.length} formats`, {
      hint: 'Give a format for each: --format markdown junit --out summary.md gate.xml.',
    });
  }
  for (const [i, format] of formats.entries()) {
    const text = RENDER[format](result);
    const file = files[i] ?? '-';
    if (file === '-') process.stdout.write(text);
    else await writeFile(file, text);
  }
  if (chart !== undefined && result.status !== 'not-comparable') await drawChart(result, chart);
}

async function drawChart({ criteria }: Exclude<GateResult, { status: 'not-comparable' }>, file: string): Promise<void> {
  const { renderChart } = await import('../../reports/charts/render-chart.ts');
  const { gateChart } = await import('../../reports/gate/gate-chart.ts');
  const { svg, png } = await renderChart(gateChart(criteria));
  await writeFile(file, file.endsWith('.png') ? png : svg);
}
