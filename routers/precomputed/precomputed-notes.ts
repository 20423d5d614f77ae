import type { RouterSpec } from '../../harness/router.ts';
import type { DecisionParams } from './decision-spec.ts';
import type { MatchedDecisions } from './match-decisions.ts';
import type { ReadDecisions } from './read-decisions.ts';

/** What the reader of a report has to know about decisions that were made elsewhere. */
export function precomputedNotes(spec: RouterSpec, read: ReadDecisions, matched: MatchedDecisions): readonly string[] {
  const { file, billed } = spec.params as DecisionParams;
  const { rows, elsewhere, differing, layout } = read;
  return [
    `${rows} rows of ${file}, matched by ${layout.match}${elsewhere > 0 ? `; ${elsewhere} concern no example of this dataset` : ''}`,
    valueNote(spec, matched),
    ...otherwiseNotes(spec, read, matched),
    ...(matched.ambiguous > 0
      ? [`${matched.ambiguous} examples have the content of an earlier one and another decision: the first one counts`]
      : []),
    ...(differing > 0
      ? [`${differing} rows have the prompt of an earlier one and another decision: the first one counts`]
      : []),
    billed ? billNote(matched) : 'what this router itself spends is not in the file and counts as 0',
  ];
}

function valueNote({ params, models }: RouterSpec, { byRequest }: MatchedDecisions): string {
  const { value } = params as DecisionParams;
  if (value.as === 'win-rates') {
    return `the rank of the win rate of ${value.strong} over ${value.weak} among training prompts is taken for their difference in quality`;
  }
  if (value.as === 'scores') {
    const others = models.filter((model) => !value.models.includes(model));
    return `scores of ${value.models.join(', ')}${others.length > 0 ? `; never chosen: ${others.join(', ')}` : ''}; answer lengths are means on train`;
  }
  const counts = models.map((model, m) => {
    const count = [...byRequest.values()].filter((decision) => decision.model === m).length;
    return `${model} ${((100 * count) / byRequest.size).toFixed(1)} %`;
  });
  return `it decides for ${counts.join(', ')}`;
}

function otherwiseNotes(
  spec: RouterSpec,
  { outside }: ReadDecisions,
  { missing }: MatchedDecisions,
): readonly string[] {
  const { otherwise, fallbacks } = spec.params as DecisionParams;
  if (!otherwise) return [];
  const named = [...outside].map(([name, count]) => `${name} (${count})`).sort();
  const why = named.length > 0 ? `; models outside the pool were named: ${named.slice(0, 5).join(', ')}` : '';
  return [`${missing} examples have no decision for a model of the pool and go to ${fallbacks[0]}${why}`];
}

function billNote({ byRequest }: MatchedDecisions): string {
  const mean = (of: 'usd' | 'latencyMs') => {
    let sum = 0;
    for (const decision of byRequest.values()) sum += decision[of];
    return sum / byRequest.size;
  };
  return `its own bill, as the file states it: $${mean('usd').toPrecision(3)} and ${mean('latencyMs').toFixed(0)} ms a request`;
}
