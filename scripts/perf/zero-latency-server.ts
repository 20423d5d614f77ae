/** A process that answers every request for a completion at once. Says its port on standard output; ends with its parent. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const BODY = JSON.stringify({
  id: 'c',
  object: 'chat.completion',
  created: 1_700_000_000,
  model: 'zero',
  choices: [
    {
      index: 0,
      finish_reason: 'stop',
      message: { role: 'assistant', content: 'It is forty-two, as was to be expected. ' },
    },
  ],
  usage: { prompt_tokens: 60, completion_tokens: 12, total_tokens: 72 },
});
const HEADERS = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(BODY) };

const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
  request.resume().once('end', () => response.writeHead(200, HEADERS).end(BODY));
});
server.listen(0, '127.0.0.1', () => console.log((server.address() as AddressInfo).port));
process.stdin.resume().once('end', () => process.exit());
