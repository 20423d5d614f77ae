import { constants } from 'node:os';

/**
 * Ends the process in the orderly way when it is interrupted: what is registered for `exit` (staging folders, the cursor)
 * is tidied up. Exit code 128 + signal, as shells expect: 130 for Ctrl-C.
 */
export function exitOnSignal(): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => process.exit(128 + constants.signals[signal]));
  }
}
