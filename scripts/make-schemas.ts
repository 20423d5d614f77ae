/** Writes the published JSON Schemas from their zod definitions: `npm run schemas`. */
import { writeFileSync } from 'node:fs';
import { publishedSchemas, schemaText } from './published-schemas.ts';

for (const [file, schema] of publishedSchemas()) {
  writeFileSync(new URL(`../${file}`, import.meta.url), schemaText(schema));
  console.log(file);
}
