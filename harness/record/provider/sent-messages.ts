import type { ChatCompletionMessageParam } from 'openai/resources/chat/completions';
import { z } from 'zod';
import type { Message } from '../../request.ts';

/** A call as the API gives it, and as an answer that is nothing but calls is recorded: a JSON array of them. */
const callsSchema = z
  .array(
    z.object({
      id: z.string().min(1),
      type: z.literal('function'),
      function: z.object({ name: z.string(), arguments: z.string() }),
    }),
  )
  .min(1);
type Call = z.output<typeof callsSchema>[number];

/**
 * Messages as the API wants them: the result of a tool must answer a call of the assistant's message before it. Where
 * that message is recorded as calls, they are sent as such; where the recording has none, one is made up for each result,
 * without arguments.
 */
export function sentMessages(messages: readonly Message[]): ChatCompletionMessageParam[] {
  const sent: ChatCompletionMessageParam[] = [];
  for (let at = 0; at < messages.length; ) {
    const message = messages[at]!;
    const isAssistant = message.role === 'assistant';
    const results = resultsFrom(messages, isAssistant ? at + 1 : at);
    if (results.length > 0) sent.push(...withCalls(isAssistant ? message.content : '', results, at));
    else sent.push({ role: message.role, content: message.content } as ChatCompletionMessageParam);
    at += results.length > 0 ? results.length + Number(isAssistant) : 1;
  }
  return sent;
}

/** The tool's messages that follow each other from `start`. */
function resultsFrom(messages: readonly Message[], start: number): readonly Message[] {
  let end = start;
  while (messages[end]?.role === 'tool') end++;
  return messages.slice(start, end);
}

function withCalls(content: string, results: readonly Message[], at: number): ChatCompletionMessageParam[] {
  const recorded = recordedCalls(content);
  // Each call has one result, in their order; a recording where they do not match cannot be sent as it was.
  const calls = recorded?.length === results.length ? recorded : results.map((_, i) => madeUpCall(`call_${at}_${i}`));
  return [
    { role: 'assistant', content: calls === recorded ? null : content, tool_calls: calls },
    ...results.map((result, i) => ({
      role: 'tool' as const,
      content: result.content,
      tool_call_id: calls[i]!.id,
    })),
  ];
}

function recordedCalls(content: string): Call[] | undefined {
  if (!content.startsWith('[')) return undefined;
  try {
    const parsed = callsSchema.safeParse(JSON.parse(content));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

function madeUpCall(id: string): Call {
  return { id, type: 'function', function: { name: 'tool', arguments: '{}' } };
}
