import { z } from 'zod';
import { BenchError } from '../harness/bench-error.ts';
import { didYouMean } from '../harness/nearest-word.ts';
import { meanPerModel, type OutcomeTable } from '../harness/outcome-table.ts';
import { type FittedRouter, FREE, type Router, type RouterKind, type RouterSpec } from '../harness/router.ts';
import { competitiveModels } from './competitive-models.ts';
import { maySee } from './may-see.ts';
import { modelIndices } from './model-indices.ts';
import { checkedOptions } from './router-options.ts';

const optionsSchema = z.strictObject({
  /** The signal that accepts an answer: a column of the dataset, such as `judge`. */
  signal: z.string().min(1),
  /** Models in the order of trial. Left out: those of the train hull of cost and quality, from the cheapest. */
  models: z.array(z.string()).min(1).optional(),
  name: z.string().optional(),
});
export type CascadeOptions = z.input<typeof optionsSchema>;

/**
 * Asks the cheapest model first and goes on to the next until an answer's signal passes the level that is the tradeoff
 * (FrugalGPT, arXiv 2305.05176; RouterBench, arXiv 2403.12031, §3.2). Every attempt and every signal is on the bill.
 */
export function cascade(given: CascadeOptions): Router {
  const { signal, models, name = `cascade-${given.signal}` } = checkedOptions('cascade', optionsSchema, given);
  return {
    name,
    learned: false,
    signals: [signal],
    async fit(train) {
      checkSignal(train, signal, name);
      const ids = train.models.map(({ id }) => id);
      const judge = train.signals.get(signal)!.asked;
      const order = models === undefined ? priceOrder(train) : modelIndices(models, ids, name);
      const spec: RouterSpec = {
        kind: 'cascade',
        models: ids,
        params: {
          signal,
          models: order.map((m) => ids[m]!),
          ...(judge === undefined ? {} : { judge: judge.id }),
        },
        attachments: {},
      };
      return { ...restore(spec), notes: notesOn(train, signal, order) };
    },
  };
}

function checkSignal({ signals }: OutcomeTable, signal: string, router: string): void {
  if (signals.has(signal)) return;
  const known = [...signals.keys()];
  const others = `It has ${known.join(', ') || 'none'}. Record one: record.signals in the config, then signalbox record --routers.`;
  throw new BenchError(`${router}: the dataset has no signal "${signal}"`, { hint: didYouMean(signal, known, others) });
}

/** Mean cost on train, cheapest first, without the models that another one beats at their price. */
function priceOrder(train: OutcomeTable): readonly number[] {
  const costUsd = meanPerModel(train, 'costUsd');
  return [...competitiveModels(train)].sort((a, b) => costUsd[a]! - costUsd[b]! || a - b);
}

function notesOn(train: OutcomeTable, signal: string, order: readonly number[]): readonly string[] {
  const { values } = train.signals.get(signal)!;
  const width = train.models.length;
  const judged = order.slice(0, -1);
  let missing = 0;
  for (let i = 0; i < train.examples.length; i++) {
    for (const m of judged) if (Number.isNaN(values[i * width + m]!)) missing += 1;
  }
  const cells = judged.length * train.examples.length;
  const tried = `tries ${order.map((m) => train.models[m]!.id).join(', then ')}`;
  if (missing === 0) return [tried];
  return [tried, `${missing} of ${cells} answers on train have no ${signal} signal: they are not accepted`];
}

const params = z.strictObject({
  signal: z.string().min(1),
  models: z.array(z.string()).min(1),
  /** Who gives the signal, where that is another model. */
  judge: z.string().optional(),
});

export const cascadeKind: RouterKind = { kind: 'cascade', params, restore };

function restore(spec: RouterSpec): FittedRouter {
  const { signal, models, judge } = spec.params as z.infer<typeof params>;
  const order = modelIndices(models, spec.models, 'cascade');
  const why = () => [`tries ${models.join(', then ')}, until an answer's ${signal} signal passes`];
  return {
    spec,
    notes: [],
    assess: async (requests, allowed) =>
      requests.map((_, i) => {
        const mask = allowed[i]!;
        if (judge === undefined || maySee(judge, spec.models, mask)) {
          return { kind: 'cascade', models: order, signal, bill: FREE, why };
        }
        // Nobody may judge the answer, so that the model of last resort gives it.
        const last = order.filter((m) => mask[m] === 1).slice(-1);
        return { kind: 'cascade', models: last, signal, bill: FREE, why: () => [`${judge} may not see the request`] };
      }),
  };
}
