/** Aborted by the first signal, so that requests in flight can finish; the second ends the process at once. */
export function stopOnSignal(): AbortSignal {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (stop.signal.aborted) process.exit(130);
      console.error('Finishing what is in flight; once more to stop at once.');
      stop.abort();
    });
  }
  return stop.signal;
}
