import { join, resolve } from 'node:path';
import { type PolicyFiles, readPolicy } from '../../harness/policy/read-policy.ts';
import { routerKinds } from '../../routers/index.ts';

/**
 * A policy by its folder or its `policy.json`, checked and not yet opened.
 *
 * @throws {BenchError} when a file does not hold
 */
export function readPolicyFolder(path: string): Promise<PolicyFiles> {
  return readPolicy(policyFolder(path), routerKinds);
}

/** The folder of a policy that is named by itself or by its `policy.json`. */
export function policyFolder(path: string): string {
  return resolve(path.endsWith('policy.json') ? join(path, '..') : path);
}
