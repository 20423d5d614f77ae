/** A metadata value that production can know before it routes. */
export type Scalar = string | number | boolean;

export interface Message {
  readonly role: 'system' | 'user' | 'assistant' | 'tool';
  readonly content: string;
}

/**
 * All that a router ever gets. It has no grade, no label and no task name, so that a router cannot see the answer
 * key of what it routes: the rule is kept by the type.
 */
export interface RouteRequest {
  /** At least one; the last user message is what gets embedded. */
  readonly messages: readonly Message[];
  readonly metadata: Readonly<Record<string, Scalar>>;
  /** Turns count from 0. */
  readonly session?: { readonly id: string; readonly turn: number };
}

/** The text of the last user message, or of the last message when none is by the user. */
export function lastUserText(request: RouteRequest): string {
  const { messages } = request;
  for (let i = messages.length - 1; i >= 0; i--) {
    if (messages[i]!.role === 'user') return messages[i]!.content;
  }
  return messages.at(-1)?.content ?? '';
}
