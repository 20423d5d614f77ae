import type { Results } from '../harness/evaluate/results.ts';
import { LEAST_TASK_QUERIES } from '../harness/evaluate/significance-schema.ts';
import { FEW, isFew } from './certainty.ts';
import { comparedCandidates, compatibilityReasons, shownColumns, shownSingles } from './compatibility.ts';
import { COMPATIBILITY_FAMILIES } from './compatibility-families.ts';
import { count, decimal, percent, percentChange, pointsNumber, usdPer1000 } from './format.ts';
import { candidateGaps, GAP_PARTS, gapSentences } from './gap-to-oracle.ts';
import { escaped, markdownTable } from './markdown-text.ts';
import { sliceGroups, sliceSaving, unslicedWords } from './slices.ts';

/** Where the gap to the oracle is, as the blocks of a section; none in results of older versions. */
export function gapMarkdown(results: Results): string[] {
  const gaps = candidateGaps(results);
  if (gaps.length === 0) return [];
  const headings = [...GAP_PARTS.map(({ title }) => title), 'Points lost', '$ / 1k above the oracle'];
  const rows = gaps.map(({ name, isReference, gap }) => {
    const spent = GAP_PARTS.reduce((sum, { key }) => sum + gap[key].costUsd, gap.routingUsd);
    return [
      `${escaped(name, 60)}${isReference ? ' (reference)' : ''}`,
      ...GAP_PARTS.map(({ key }) => percent(gap[key].share)),
      decimal(gap.wrongModel.quality * 100, 1),
      escaped(usdPer1000(spent)),
    ];
  });
  return [
    '## Where the gap to the oracle is',
    ...gapSentences(results).map((sentence) => escaped(sentence, 600)),
    markdownTable(
      ['Candidate', ...headings].map((heading) => escaped(heading)),
      rows,
    ),
  ];
}

/** The policy slice by slice, as the blocks of a section; none without metadata. */
export function slicesMarkdown(results: Results): string[] {
  const groups = sliceGroups(results);
  if (groups.length === 0) return [];
  const rows = groups.flatMap(({ key, rows: slices }) =>
    slices.map((slice) => {
      const saved = sliceSaving(slice);
      return [
        `${escaped(key, 40)}: ${escaped(slice.name, 60)}${isFew(slice.n) ? ` (${FEW})` : ''}`,
        count(slice.n),
        decimal(slice.quality),
        pointsNumber(slice.quality - slice.referenceQuality),
        escaped(usdPer1000(slice.costUsd)),
        saved === undefined ? 'not defined' : percentChange(saved),
        `${escaped(slice.model, 40)} ${percent(slice.share, 0)}`,
      ];
    }),
  );
  const few = groups.some(({ rows: slices }) => slices.some(({ n }) => isFew(n)));
  const unsliced = unslicedWords(results, (key) => key);
  return [
    '## Slice by slice',
    `${escaped(results.policy.candidate, 60)} against ${escaped(results.referenceModel, 60)} alone, by metadata of the request.`,
    markdownTable(['Slice', 'Prompts', 'Quality', 'Change', escaped('$ / 1k'), 'Saved', 'Most traffic'], rows),
    ...(few ? [`Marked “${FEW}”: fewer than ${LEAST_TASK_QUERIES} prompts, so read its figures as hints.`] : []),
    ...(unsliced === undefined ? [] : [escaped(unsliced, 1000)]),
  ];
}

/** The figures of other projects, a table for the readers of each; none without routers. */
export function compatibilityMarkdown(results: Results): string[] {
  if (results.routers.length === 0) return [];
  const { routers } = comparedCandidates(results);
  const tables = COMPATIBILITY_FAMILIES.flatMap((family) => {
    const columns = shownColumns(family, results);
    if (columns.length === 0) return [];
    const rows = [...routers, ...shownSingles(columns, results)].map((candidate) => [
      escaped(candidate.name, 60),
      ...columns.map(({ of }) => escaped(of(candidate)?.text ?? '')),
    ]);
    const headings = ['Candidate', ...columns.map(({ heading }) => escaped(heading))];
    return [`### ${family.title}`, family.caption, markdownTable(headings, rows)];
  });
  return [
    '## For comparison with published figures',
    ...tables,
    ...compatibilityReasons(results).map((text) => escaped(text, 600)),
  ];
}
