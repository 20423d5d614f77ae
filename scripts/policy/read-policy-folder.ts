import { join, resolve } from 'node:path';
import { type PolicyFiles, readPolicy } from '../../harness/policy/read-policy.ts';
import { routerKinds } from '../../routers/index.ts';

/**
 * A policy by its folder or its `policy.json`, checked and not yet opened.
 *
 * @throws {BenchError} when a file does not hold
 */
export function readPolicyFolder(path: string): Promise<PolicyFiles> {
  return readPolicy(resolve(path.endsWith('policy.json') ? join(path, '..') : path), routerKinds);
}
