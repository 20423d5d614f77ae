import { join, resolve } from 'node:path';
import type { Policy } from '../../harness/policy/policy.ts';
import { readPolicy } from '../../harness/policy/read-policy.ts';
import { routerKinds } from '../../routers/index.ts';

/** The policy of a folder, or of the policy.json in it, and its fingerprint: read and checked, not opened. */
export async function readPolicyFile(path: string): Promise<{ policy: Policy; fingerprint: string }> {
  return readPolicy(resolve(path.endsWith('policy.json') ? join(path, '..') : path), routerKinds);
}
