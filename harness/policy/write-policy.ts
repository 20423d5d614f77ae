import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bytesOf } from '../fingerprint.ts';
import type { RouterSpec } from '../router.ts';
import { dtypeOf } from './attachment-bytes.ts';
import { type AttachmentFile, POLICY_VERSION, type Policy } from './policy.ts';

/** All of a policy but what is derived from the router's spec. */
export type PolicyDraft = Omit<Policy, 'schema' | 'version' | 'router'> & { readonly routerName: string };

/**
 * Writes `policy.json` and its attachments into `folder`, which must not be read by others yet: the caller moves a finished
 * folder into place. `policy.json` is written last, so that a folder without it is no policy.
 */
export async function writePolicy(folder: string, draft: PolicyDraft, spec: RouterSpec): Promise<Policy> {
  await mkdir(folder, { recursive: true });
  const attachments: Record<string, AttachmentFile> = {};
  for (const [name, { data, shape }] of Object.entries(spec.attachments)) {
    const file = `${fileStem(name)}.bin`;
    const bytes = bytesOf(data);
    await writeFile(join(folder, file), bytes);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    attachments[name] = { file, dtype: dtypeOf(data), shape: [...shape], sha256 };
  }
  const { routerName, ...rest } = draft;
  const policy: Policy = {
    schema: 'signalbox/policy',
    version: POLICY_VERSION,
    ...rest,
    router: { name: routerName, kind: spec.kind, params: spec.params, attachments },
  };
  await writeFile(join(folder, 'policy.json'), `${JSON.stringify(policy, null, 2)}\n`);
  return policy;
}

/** `outputTokens` → `output-tokens`: file names that no file system confuses. */
function fileStem(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`).replace(/[^a-z0-9-]/g, '-');
}
