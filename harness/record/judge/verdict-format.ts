/** Has a provider that can constrain its output to a schema do so; others find the form in the instruction. */
export function verdictFormat(name: string, properties: Readonly<Record<string, object>>) {
  const schema = { type: 'object', properties, required: Object.keys(properties), additionalProperties: false };
  return { type: 'json_schema', json_schema: { name, strict: true, schema } };
}
