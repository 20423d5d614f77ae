import type { Results } from '../../../harness/evaluate/results.ts';
import { fewLine, isFew } from '../../certainty.ts';
import { count, decimal, percent, pointsNumber, signed, usdPer1000 } from '../../format.ts';
import { foreign, html, type Markup, NOTHING } from '../markup.ts';
import { nameWithFew } from '../name-with-few.ts';
import { type Row, table } from '../table.ts';

/** What the policy does to each task, and where each router gains. */
export function taskSection(results: Results): Markup {
  const few = fewLine(results);
  return html`<section id="tasks"><h2>Task by task</h2>
${policyTable(results)}
${few === undefined ? NOTHING : html`<p class="caption">${few}</p>`}
${results.routers.length === 0 || results.tasks.length < 2 ? NOTHING : gainTable(results)}
</section>`;
}

function policyTable(results: Results): Markup {
  const { policy, referenceModel, models } = results;
  const reference = models.find(({ id }) => id === referenceModel);
  const rows = policy.chosen.perTask.map((cut): Row => {
    const alone = reference?.perTask.find(({ task }) => task === cut.task);
    const top = cut.shares.indexOf(Math.max(...cut.shares));
    return {
      cells: [
        { content: nameWithFew(cut.task, isFew(cut.n)), sort: cut.task },
        { content: count(cut.n), sort: cut.n },
        { content: decimal(cut.quality), sort: cut.quality },
        ...(alone === undefined
          ? [{ content: '' }]
          : [{ content: pointsNumber(cut.quality - alone.quality), sort: cut.quality - alone.quality }]),
        { content: usdPer1000(cut.costUsd), sort: cut.costUsd },
        savedCell(cut.costUsd, alone?.costUsd),
        { content: html`${foreign(models[top]?.id ?? '', 40)} ${percent(cut.shares[top] ?? 0, 0)}` },
      ],
    };
  });
  const numeric = (heading: string) => ({ heading, numeric: true });
  return table({
    caption: html`${foreign(policy.candidate)} at its chosen operating point, against ${foreign(referenceModel)} alone, on test. Differences in points of 100.`,
    sortable: true,
    columns: [
      { heading: 'Task' },
      ...['Prompts', 'Quality', 'Change', '$ / 1k queries', 'Saved'].map(numeric),
      { heading: 'Most traffic' },
    ],
    groups: [{ rows }],
  });
}

function savedCell(costUsd: number, alone: number | undefined) {
  if (alone === undefined || alone <= 0) return { content: '' };
  const saved = 1 - costUsd / alone;
  return { content: percent(saved), sort: saved };
}

/** AIQ minus zero router per task; shaded by sign and size. */
function gainTable({ tasks, routers }: Results): Markup {
  const largest = Math.max(
    ...routers.flatMap(({ perTask }) => perTask.map(({ aiqMinusZero }) => Math.abs(aiqMinusZero))),
    1e-9,
  );
  const rows = tasks.map(
    ({ task, test }): Row => ({
      cells: [
        { content: nameWithFew(task, isFew(test)), sort: task },
        { content: count(test), sort: test },
        ...routers.map(({ perTask }) => {
          const gain = perTask.find((row) => row.task === task)?.aiqMinusZero;
          return gain === undefined
            ? { content: '' }
            : { content: signed(gain), sort: gain, look: shade(gain / largest) };
        }),
      ],
    }),
  );
  return table({
    caption: 'AIQ minus that of the zero router within each task: where a router gains and where it loses.',
    sortable: true,
    columns: [
      { heading: 'Task' },
      { heading: 'Prompts', numeric: true },
      ...routers.map(({ name }) => ({ heading: foreign(name, 24), numeric: true })),
    ],
    groups: [{ rows }],
  });
}

/** −3…3: how strongly the cell is tinted. */
function shade(share: number): string {
  const step = Math.min(3, Math.ceil(Math.abs(share) * 3));
  return step === 0 ? '' : `${share > 0 ? 'gain' : 'loss'}-${step}`;
}
