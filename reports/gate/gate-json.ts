import type { GateResult } from '../../harness/gate/gate-result.ts';

/** Version of the JSON that `check` prints. */
const GATE_VERSION = 1;

export function gateJson(result: GateResult): string {
  return `${JSON.stringify({ schema: 'signalbox/gate', version: GATE_VERSION, ...result }, null, 2)}\n`;
}
