import { describe, expect, it } from 'vitest';
import { HOSTILE } from '../../hostile-names.fixture.ts';
import { reportMarkdown } from '../../markdown.ts';
import { sampleResults } from '../../results.fixture.ts';
import { withRoi } from '../../roi/with-roi.fixture.ts';
import { reportHtml } from '../report-html.ts';
import { roiSection } from './roi-section.ts';

const STILL = { curves: '<svg/>', gain: '<svg/>', traffic: '<svg/>' };

describe('the section "Should you route at all?"', () => {
  it('begins with the answer, and has signs, months and what would change it', () => {
    const { markup } = roiSection(withRoi({ traffic: { queriesPerMonth: 5000, maintenanceUsdPerMonth: 2 } }));
    expect(markup).toMatch(/<h2>Should you route at all\?<\/h2>\s*<p class="reading"><strong>Routing /);
    expect(markup.match(/<li class="(?:fine|warns|untold)">/g)).toHaveLength(6);
    expect(markup).toContain('A month of 5,000 queries with <bdi>linear</bdi>');
    expect(markup).toContain('Less upkeep');
    expect(markup).toContain('25\u00a0% sim-nano');
    expect(markup).toContain('The last point of quality');
  });

  it('says that traffic is assumed, and has no column of upkeep that nobody gave', () => {
    const { markup } = roiSection(withRoi());
    expect(markup).toContain('A month of 1,000,000 queries (assumed)');
    expect(markup).toContain('its upkeep is not given');
    expect(markup).toContain('Break-even per $1,000 of upkeep');
    expect(markup).not.toContain('Less upkeep');
  });

  it('says why there is no break-even', () => {
    const { markup } = roiSection(withRoi({ saving: [-0.001, 0.001, 0.003] }));
    expect(markup).toContain('title="because the interval of its saving reaches 0">never<');
  });

  it('stands behind the verdict and in the menu, and in neither where the run is too old or has no router', () => {
    const page = reportHtml(withRoi(), STILL);
    expect(page).toContain('<a href="#roi">');
    expect(page.indexOf('id="roi"')).toBeLessThan(page.indexOf('id="dataset"'));
    expect(reportMarkdown(withRoi())).toContain('## Should you route at all?\n\n**Routing pays.**');
    for (const results of [sampleResults(), withRoi({ routers: {} })]) {
      expect(roiSection(results).markup).toBe('');
      expect(reportMarkdown(results)).not.toContain('route at all');
    }
  });

  it('lets no name become markup', () => {
    const results = withRoi({
      models: [...HOSTILE.slice(0, 2), 'plain'],
      identical: [{ models: [HOSTILE[0]!, HOSTILE[1]!], sameCost: false }],
      shares: [1, 0, 0],
    });
    const { markup } = roiSection(results);
    expect(markup).not.toMatch(/<(?:img|script|b|i)[\s>]/);
    expect(reportMarkdown(results)).not.toMatch(/<(?:img|script)/);
  });
});
