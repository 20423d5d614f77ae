/**
 * What `reports/disagreements/page-payload.ts` packed: numbers at once, texts when they are wanted.
 *
 * @param {string} text lines of base64
 */
export async function openPayload(text) {
  const lines = text.trim().split('\n');
  const head = JSON.parse(utf8(await unpacked(lines[0])));
  const bytes = await unpacked(lines[1]);
  const columns = {};
  for (const { name, type, offset, length } of head.columns) {
    columns[name] = new ARRAYS[type](bytes.buffer, bytes.byteOffset + offset, length);
  }
  return { ...head, ...columns, prompts: head.ids.length, texts: textSource(head, lines.slice(2)) };
}

const ARRAYS = { uint8: Uint8Array, uint16: Uint16Array, int16: Int16Array, float32: Float32Array };

/** Texts by prompt. A chunk is unpacked once. */
function textSource({ promptsPerChunk }, chunks) {
  const opened = new Map();
  const open = (chunk) => {
    if (!opened.has(chunk))
      opened.set(
        chunk,
        unpacked(chunks[chunk]).then((bytes) => JSON.parse(utf8(bytes))),
      );
    return opened.get(chunk);
  };
  const of = async (prompt) => {
    const chunk = await open(Math.floor(prompt / promptsPerChunk));
    const at = prompt % promptsPerChunk;
    return {
      prompt: chunk.prompts[at],
      metadata: chunk.metadata[at],
      answers: chunk.answers[at],
      reasons: chunk.reasons[at].map((numbers) => numbers.map((number) => chunk.lines[number])),
    };
  };
  return promptsPerChunk === 0 ? undefined : { of };
}

async function unpacked(base64) {
  const raw = atob(base64);
  const bytes = new Uint8Array(raw.length);
  for (let i = 0; i < raw.length; i++) bytes[i] = raw.charCodeAt(i);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

function utf8(bytes) {
  return new TextDecoder().decode(bytes);
}
