import { html, type Markup } from './markup.ts';

/**
 * Where a chart is drawn. Without scripts the page shows the still picture.
 *
 * @param still an SVG document
 */
export function chartFigure(id: string, still: string, label: string): Markup {
  const source = `data:image/svg+xml;base64,${Buffer.from(still).toString('base64')}`;
  return html`<figure class="chart"><div data-chart="${id}" role="img" aria-label="${label}"></div><noscript><img src="${source}" alt="${label}"></noscript></figure>`;
}
