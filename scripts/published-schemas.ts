import { z } from 'zod';
import { nativeCardSchema } from '../datasets/native/native-card.ts';
import { DECISION_VERSION, decisionGradeSchema, decisionRecordSchema } from '../harness/decision-record.ts';
import { resultsJsonSchema } from '../harness/evaluate/results-json-schema.ts';
import { studiesJsonSchema } from '../harness/evaluate/studies/studies-schema.ts';
import { POLICY_VERSION, policySchema } from '../harness/policy/policy.ts';
import { datedPricesSchema } from '../harness/record/price-file.ts';
import { routerKinds } from '../routers/index.ts';

type JsonObject = Record<string, unknown>;

/** The published JSON Schemas (draft 2020-12) by the file they stand in, relative to the root of the project. */
export function publishedSchemas(): ReadonlyMap<string, JsonObject> {
  return new Map([
    ['harness/evaluate/results.schema.json', resultsJsonSchema()],
    ['harness/evaluate/studies/studies.schema.json', studiesJsonSchema()],
    ['harness/policy/policy.schema.json', policyJsonSchema()],
    ['datasets/native/card.schema.json', cardJsonSchema()],
    ['harness/record/price-file.schema.json', priceFileJsonSchema()],
    ['harness/decision.schema.json', decisionJsonSchema()],
    ['harness/grade.schema.json', gradeJsonSchema()],
  ]);
}

/** The text of a schema file. */
export function schemaText(schema: JsonObject): string {
  return `${JSON.stringify(schema, null, 2)}\n`;
}

/** A policy whose router is one of the kinds there are, each with its own parameters. */
function policyJsonSchema(): JsonObject {
  const { router } = policySchema.shape;
  const [first, ...rest] = routerKinds.map(({ kind, params }) => router.extend({ kind: z.literal(kind), params }));
  const policy = policySchema.extend({ router: z.discriminatedUnion('kind', [first!, ...rest]) });
  return {
    $id: `urn:signalbox:policy:${POLICY_VERSION}`,
    title: 'Signalbox policy',
    ...z.toJSONSchema(policy, { reused: 'ref' }),
  };
}

/** As a card is written: what has a default may be left out. */
function cardJsonSchema(): JsonObject {
  const schema = z.toJSONSchema(nativeCardSchema, { io: 'input' });
  return { $id: 'urn:signalbox:dataset-card:2', title: 'Signalbox dataset card', ...schema };
}

function priceFileJsonSchema(): JsonObject {
  return {
    $id: 'urn:signalbox:prices:2',
    title: 'Signalbox prices',
    ...z.toJSONSchema(datedPricesSchema, { reused: 'ref' }),
  };
}

function decisionJsonSchema(): JsonObject {
  return {
    $id: `urn:signalbox:decision:${DECISION_VERSION}`,
    title: 'Signalbox decision: one line of a log',
    ...z.toJSONSchema(decisionRecordSchema),
  };
}

function gradeJsonSchema(): JsonObject {
  return {
    $id: `urn:signalbox:grade:${DECISION_VERSION}`,
    title: 'Signalbox grade of a decision: one line of a file of grades',
    ...z.toJSONSchema(decisionGradeSchema),
  };
}
