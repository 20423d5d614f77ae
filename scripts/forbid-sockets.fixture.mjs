// For `node --import`: whatever would open a connection, or listen for one, fails and is counted. The count is told at the end.
import dgram from 'node:dgram';
import dns from 'node:dns';
import http from 'node:http';
import http2 from 'node:http2';
import https from 'node:https';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';
import tls from 'node:tls';

const forbidden = {
  'net.connect': [net, 'connect', 'createConnection'],
  'net.Socket': [net.Socket.prototype, 'connect'],
  'net.Server': [net.Server.prototype, 'listen'],
  'tls.connect': [tls, 'connect'],
  'dgram.createSocket': [dgram, 'createSocket'],
  'http.request': [http, 'request', 'get'],
  'https.request': [https, 'request', 'get'],
  'http2.connect': [http2, 'connect'],
  dns: [dns, 'lookup', 'resolve', 'resolve4', 'resolve6'],
  'dns.promises': [dns.promises, 'lookup', 'resolve', 'resolve4', 'resolve6'],
  fetch: [globalThis, 'fetch'],
};
const seen = [];
for (const [name, [owner, ...functions]] of Object.entries(forbidden)) {
  for (const key of functions) {
    const original = owner[key];
    owner[key] = function (...args) {
      if (isPipeOfTsx(args)) return original.apply(this, args);
      seen.push(name);
      throw new Error(`${name} is forbidden here`);
    };
  }
}
// What compiles our TypeScript looks for a parent of its kind: a pipe in the temporary folder, no connection.
function isPipeOfTsx(args) {
  const [path] = Array.isArray(args[0]) ? args[0] : args;
  return /[/\\]tsx-[^/\\]*[/\\]\d+\.pipe$/.test(String(path?.path ?? path));
}

syncBuiltinESMExports();
process.on('exit', () => console.error(`sockets: ${seen.join(', ') || 'none'}`));
