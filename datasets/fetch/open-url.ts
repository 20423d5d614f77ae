import { BenchError } from '../../harness/bench-error.ts';

const MOST_REDIRECTS = 5;

/**
 * Opens a URL for reading. Only https is allowed, or http to this machine itself; a redirect may lead to another https
 * address or stay on the same address of this machine, and nowhere else.
 *
 * @throws {BenchError} for an address or a redirect that is not allowed, and for a status that is no success; the
 *   latter as a `StatusError`
 */
export async function openUrl(url: string, signal: AbortSignal): Promise<Response> {
  let address = allowedAddress(url);
  for (let hops = 0; hops <= MOST_REDIRECTS; hops++) {
    const response = await fetch(address, { redirect: 'manual', signal, headers: HEADERS });
    if (response.status < 300 || response.status >= 400) return checkStatus(response, address);
    await response.body?.cancel();
    address = redirected(address, response.headers.get('location'));
  }
  throw new BenchError(`${url} redirects more than ${MOST_REDIRECTS} times`);
}

/** The server answered, but not with the file. */
export class StatusError extends BenchError {
  readonly status: number;

  constructor(url: URL, status: number) {
    super(`${url} answered with status ${status} instead of 200`);
    this.status = status;
  }
}

/** GitHub wants a user agent, and sends the file itself instead of JSON when asked for `raw`. */
const HEADERS = { 'user-agent': 'signalbox', accept: 'application/vnd.github.raw+json, */*;q=0.8' };

function allowedAddress(url: string): URL {
  const address = URL.canParse(url) ? new URL(url) : undefined;
  if (address !== undefined && (address.protocol === 'https:' || isLoopback(address))) return address;
  throw new BenchError(`${url} is not an https address`, {
    hint: 'Files are fetched over https, or over http from this machine (127.0.0.1).',
  });
}

function isLoopback({ protocol, hostname }: URL): boolean {
  return protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(hostname);
}

function redirected(from: URL, location: string | null): URL {
  const to = location !== null && URL.canParse(location, from.href) ? new URL(location, from) : undefined;
  if (to?.protocol === 'https:') return to;
  if (to !== undefined && isLoopback(from) && to.origin === from.origin) return to;
  throw new BenchError(`${from} redirects to ${location ?? 'nowhere'}, which is refused`, {
    hint: 'A redirect may only lead to an https address.',
  });
}

function checkStatus(response: Response, address: URL): Response {
  if (response.status === 200) return response;
  void response.body?.cancel();
  throw new StatusError(address, response.status);
}
