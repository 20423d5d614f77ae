// Decodes one Parquet file in a thread of its own, so that bytes on which the decoder never ends, or takes all memory,
// can be stopped. Plain JavaScript, because a worker thread does not inherit the loader for TypeScript.
import { parentPort, workerData } from 'node:worker_threads';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { asyncBufferFromFile, parquetMetadataAsync, parquetRead, parquetSchema } from 'hyparquet';

/** What Node can decompress itself, each bounded by the size that the page header declares. */
const COMPRESSORS = {
  GZIP: (input, bytes) => gunzipSync(input, { maxOutputLength: Math.max(1, bytes) }),
  BROTLI: (input, bytes) => brotliDecompressSync(input, { maxOutputLength: Math.max(1, bytes) }),
};

const reply = (work) => {
  work()
    .then((value) => parentPort.postMessage({ value }))
    .catch((error) => parentPort.postMessage({ error: String(error?.message ?? error) }));
};

let file;
let metadata;

reply(async () => {
  file = await asyncBufferFromFile(workerData);
  metadata = await parquetMetadataAsync(file);
  return {
    columns: parquetSchema(metadata).children.map((child) => child.element.name),
    groups: metadata.row_groups.map((group) => ({
      rows: Number(group.num_rows),
      bytes: Number(group.total_byte_size),
    })),
  };
});

parentPort.on('message', ({ columns, rowStart, rowEnd }) => {
  reply(async () => {
    let rows = [];
    const onComplete = (read) => {
      rows = read;
    };
    await parquetRead({ file, metadata, columns, rowStart, rowEnd, compressors: COMPRESSORS, onComplete });
    return rows.map((row) => row.map(plainValue));
  });
});

/** 64-bit integers as numbers (exact up to 2^53), dates as ISO text, SQL null as an absent value. */
function plainValue(value) {
  if (typeof value === 'bigint') return Number(value);
  if (value instanceof Date) return value.toISOString();
  return value ?? undefined;
}
