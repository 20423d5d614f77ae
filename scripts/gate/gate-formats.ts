/** What `signalbox check` can say its result in. */
export const GATE_FORMATS = ['text', 'json', 'junit', 'github', 'markdown'] as const;
export type GateFormat = (typeof GATE_FORMATS)[number];
