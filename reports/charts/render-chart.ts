import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Resvg } from '@resvg/resvg-js';
import { parse, type Spec, View } from 'vega';
import { compile, type TopLevelSpec } from 'vega-lite';

const FONTS = join(dirname(createRequire(import.meta.url).resolve('dejavu-fonts-ttf/package.json')), 'ttf');
const FONT_FILES = ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf', 'DejaVuSans-Oblique.ttf'].map((file) => join(FONTS, file));
/** Pixels of the PNG per pixel of the chart. */
const ZOOM = 2;

/** Vega-Lite to Vega. Warnings are bugs of ours: they throw. */
export function compileChart(spec: TopLevelSpec): Spec {
  const complain = (...args: readonly unknown[]): never => {
    throw new Error(`Vega-Lite: ${args.join(' ')}`);
  };
  const silent = () => logger;
  const logger = { level: silent, error: complain, warn: complain, info: silent, debug: silent } as never;
  return compile(spec, { logger }).spec;
}

/** A chart as files: the same bytes on every machine, because font and rasteriser ship with the project. */
export async function renderChart(spec: TopLevelSpec): Promise<{ svg: string; png: Uint8Array }> {
  const view = new View(parse(compileChart(spec)), { renderer: 'none' });
  const svg = await view.toSVG();
  view.finalize();
  const font = { loadSystemFonts: false, fontFiles: FONT_FILES, defaultFontFamily: 'DejaVu Sans' };
  const png = new Resvg(svg, { font, fitTo: { mode: 'zoom', value: ZOOM } }).render().asPng();
  return { svg, png };
}
