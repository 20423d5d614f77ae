import { fingerprint } from '../../harness/fingerprint.ts';

/** A message as it is told apart: clients also send `developer` messages. */
export interface AskedMessage {
  readonly role: string;
  readonly content: string;
}

/** What names a question in `SimulatedProviderStats.answeredByQuestion`: the model as asked for, and the messages. */
export function questionKey(model: string, messages: readonly AskedMessage[]): string {
  return questionOf(model, messagesKey(messages));
}

/** The same, where the key of the messages is known. */
export function questionOf(model: string, key: string): string {
  return `${model} ${key}`;
}

/** 128 bits in hex. */
export function messagesKey(messages: readonly AskedMessage[]): string {
  return fingerprint(...messages.flatMap(({ role, content }) => [role, content])).slice(0, 32);
}
