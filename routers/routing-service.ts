import type { ModelId, Price } from '../harness/model.ts';
import { askedModel } from '../harness/record/provider/asked-model.ts';
import type { RecordedModelConfig } from '../harness/record/provider/provider-config.ts';
import type { RouteRequest } from '../harness/request.ts';
import { type Bill, FREE } from '../harness/router.ts';
import type { Completion, Tools } from '../harness/tools.ts';
import { completerOf } from './class-reader.ts';
import { completionBill } from './completion-bill.ts';
import { poolNames } from './pool-name.ts';

/** How a service is asked, and what its names mean. */
export interface ServiceSpec {
  readonly asked: RecordedModelConfig;
  readonly price: Price;
  /** What it calls models, and their ids in the pool. */
  readonly aliases: Readonly<Record<string, ModelId>>;
}

/** What became of one request. */
export interface ServiceAnswer {
  /** Index of the model that it names; −1 for none of the pool. */
  readonly model: number;
  /** In words. */
  readonly outcome: string;
  readonly bill: Bill;
}

export const NOT_SHOWN: ServiceAnswer = { model: -1, outcome: 'may not see the request', bill: FREE };

/** Asks a service for its decisions, in the order of the requests. */
export function routingService({ asked, price, aliases }: ServiceSpec, pool: readonly ModelId[], name: string) {
  const { task } = askedModel(asked, price);
  const modelNamed = poolNames(pool, aliases, name);
  return async (requests: readonly RouteRequest[], tools: Tools): Promise<readonly ServiceAnswer[]> => {
    if (requests.length === 0) return [];
    const tasks = requests.map(({ messages }) => task(messages));
    const answers = await completerOf(tools, name).complete(tasks, name);
    return answers.map((answer, i) => ({
      ...decisionOf(answer, modelNamed),
      bill: completionBill(answer, tasks[i]!, asked.id),
    }));
  };
}

function decisionOf({ status, servedModel, errorCode }: Completion, modelNamed: (name: string) => number) {
  if (status === 'error') return { model: -1, outcome: `failed (${errorCode ?? 'error'})` };
  if (servedModel === null) return { model: -1, outcome: 'named no model' };
  const model = modelNamed(servedModel);
  const shown = servedModel.length > 60 ? `${servedModel.slice(0, 60)}…` : servedModel;
  return { model, outcome: model < 0 ? `named ${shown}, which the pool lacks` : `decided for ${shown}` };
}
