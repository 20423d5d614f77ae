import type { DecisionRecord } from '../../harness/decision-record.ts';
import { fingerprint } from '../../harness/fingerprint.ts';
import { type Clusters, clustersOf } from '../../harness/statistics/clusters.ts';

/**
 * Which records belong together: those of one conversation, and equal requests outside of conversations, which share their
 * draw and are no independent trials. A record with neither stands alone.
 */
export function logClusters(records: readonly DecisionRecord[]): Clusters {
  const numbers = new Map<string, number>();
  return clustersOf(
    records.map((record) => {
      const key = clusterKey(record);
      const known = numbers.get(key);
      if (known !== undefined) return known;
      numbers.set(key, numbers.size);
      return numbers.size - 1;
    }),
  );
}

/** The same for records of two logs, where they are of one cluster. */
export function clusterKey({ id, request, ...rest }: DecisionRecord): string {
  const conversation = rest['gen_ai.conversation.id'];
  if (conversation !== undefined) return `conversation ${conversation}`;
  if (request === undefined) return `record ${id}`;
  return `messages ${fingerprint(...request.messages.flatMap(({ role, content }) => [role, content]))}`;
}
