import { z } from 'zod';
import { saidOf } from '../harness/bench-error.ts';
import { type Condition, compileCondition, metadataTypes } from '../harness/cel-condition.ts';
import type { ModelId } from '../harness/model.ts';
import { PromptFeatures } from '../harness/prompt-features.ts';
import type { RouteRequest } from '../harness/request.ts';
import {
  type Assessment,
  type FittedRouter,
  FREE,
  type Router,
  type RouterKind,
  type RouterSpec,
} from '../harness/router.ts';
import type { Tools } from '../harness/tools.ts';
import { listed, modelIndices, modelOrModels, thenOthers } from './model-indices.ts';
import { checkedOptions } from './router-options.ts';

const optionsSchema = z.strictObject({
  /** Tried in order; the first whose condition holds decides. */
  rules: z.array(
    z.strictObject({
      name: z.string().optional(),
      /** CEL over `prompt` and `metadata`: `prompt.code || metadata.tier == "gold"`. */
      when: z.string(),
      /** A model, or models in order of preference. */
      use: modelOrModels,
    }),
  ),
  /** Where no rule applies; also the fallback where a rule's models may not be used. */
  otherwise: modelOrModels,
  name: z.string().optional(),
});
export type RulesOptions = z.input<typeof optionsSchema>;

/**
 * Ordered rules. A condition that cannot be decided, because a field is missing or of another type, does not match.
 *
 * Fitting looks at the metadata fields of the training requests, so that a misspelt one is an error, and at nothing
 * else.
 */
export function rules(given: RulesOptions): Router {
  const options = checkedOptions('rules', optionsSchema, given);
  return {
    name: options.name ?? 'rules',
    learned: false,
    fit: async (train) =>
      restore({
        kind: 'rules',
        models: train.models.map((model) => model.id),
        params: {
          rules: options.rules.map(({ name, when, use }) => ({ ...(name && { name }), when, use: listed(use) })),
          otherwise: listed(options.otherwise),
          metadata: metadataTypes(train.examples.map((example) => example.request)),
        },
        attachments: {},
      }),
  };
}

const modelList = z.array(z.string()).min(1);
const params = z.strictObject({
  rules: z.array(z.strictObject({ name: z.string().optional(), when: z.string(), use: modelList })),
  otherwise: modelList,
  metadata: z.record(z.string(), z.enum(['string', 'double', 'bool', 'dyn'])),
});

export const rulesKind: RouterKind = { kind: 'rules', params, restore };

interface CompiledRule {
  readonly title: string;
  readonly condition: Condition;
  readonly models: readonly number[];
}

function restore(spec: RouterSpec): FittedRouter {
  const { rules: stated, otherwise, metadata } = spec.params as z.infer<typeof params>;
  const last = modelIndices(otherwise, spec.models, 'rules: otherwise');
  const compiled = stated.map(({ name, when, use }, i): CompiledRule => {
    const title = `rule ${i + 1}${name === undefined ? '' : ` (${name})`}`;
    return {
      title,
      condition: saidOf(`rules: ${title}`, () => compileCondition(when, metadata)),
      models: thenOthers(modelIndices(use, spec.models, `rules: ${title}`), last),
    };
  });
  return {
    spec,
    notes: [],
    assess: async (requests, _, tools) => requests.map((request) => applyRules(request, compiled, last, spec, tools)),
  };
}

function applyRules(
  request: RouteRequest,
  compiled: readonly CompiledRule[],
  otherwise: readonly number[],
  spec: RouterSpec,
  tools: Tools,
): Assessment {
  const prompt = new PromptFeatures(request, tools);
  const tried: Tried[] = [];
  let matched: CompiledRule | undefined;
  for (const rule of compiled) {
    const outcome = rule.condition.test(prompt, request.metadata);
    tried.push({ rule, outcome });
    if (outcome !== true) continue;
    matched = rule;
    break;
  }
  const models = matched?.models ?? otherwise;
  const why = () => explain(tried, matched, spec.models[models[0]!]!);
  return { kind: 'ranking', models, bill: FREE, why };
}

interface Tried {
  readonly rule: CompiledRule;
  readonly outcome: ReturnType<Condition['test']>;
}

function explain(tried: readonly Tried[], matched: CompiledRule | undefined, choice: ModelId): readonly string[] {
  const lines = tried.map(({ rule: { title, condition }, outcome }) => {
    const said = typeof outcome === 'boolean' ? (outcome ? 'holds' : 'does not hold') : `undecided: ${outcome.reason}`;
    return `${title}: ${condition.expression} — ${said}`;
  });
  const undecided = tried.filter(({ outcome }) => typeof outcome !== 'boolean').length;
  if (undecided > 0) lines.push(`${undecided} of ${lines.length} conditions could not be decided and did not match`);
  return [...lines, `${matched ? matched.title : 'no rule applies, otherwise'}: ${choice}`];
}
