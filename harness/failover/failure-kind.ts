/** What goes wrong without a status: no answer in time, given up for a faster model, a connection that broke. */
const WITHOUT_STATUS: readonly string[] = ['timeout', 'slow', 'network'];

/**
 * Whether a request is tried elsewhere after this error type. Anything else (400, an unknown word) goes back to the caller:
 * it would go wrong everywhere.
 *
 * @param statuses HTTP statuses that count as failures
 */
export function isFailure(errorType: string, statuses: readonly number[]): boolean {
  return WITHOUT_STATUS.includes(errorType) || statuses.some((status) => String(status) === errorType);
}

/** Whether the same model may answer a little later. One that is slow has been left for a faster one. */
export function mayPass(errorType: string): boolean {
  if (errorType === 'timeout' || errorType === 'network') return true;
  const status = Number(errorType);
  return status === 408 || status === 409 || status === 429 || status >= 500;
}
