import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { BenchError } from '../bench-error.ts';
import type { Attachment, RouterKind, RouterSpec } from '../router.ts';
import { byteLengthOf, typedArray } from './attachment-bytes.ts';
import { type AttachmentFile, POLICY_VERSION, type Policy, policySchema } from './policy.ts';

const LARGEST_JSON = 256 * 2 ** 20;
const LARGEST_ATTACHMENT = 4 * 2 ** 30;

export interface PolicyFiles {
  readonly policy: Policy;
  readonly spec: RouterSpec;
  /** SHA-256 of `policy.json`, which holds the checksum of every attachment. */
  readonly fingerprint: string;
}

/**
 * Reads and checks a policy folder: schema, version, router kind, parameters, checksums. Nothing is executed.
 *
 * @throws {BenchError} naming the file and the field that does not hold
 */
export async function readPolicy(folder: string, kinds: readonly RouterKind[]): Promise<PolicyFiles> {
  const path = join(folder, 'policy.json');
  const text = await readBounded(path, LARGEST_JSON, 'a policy folder holds a policy.json and its attachments');
  const policy = parsePolicy(path, text.toString('utf8'));
  const params = checkedParams(path, policy, kinds);
  const attachments: Record<string, Attachment> = {};
  for (const [name, file] of Object.entries(policy.router.attachments)) {
    attachments[name] = await readAttachment(folder, file);
  }
  const spec: RouterSpec = {
    kind: policy.router.kind,
    models: policy.pool.map(({ id }) => id),
    params,
    attachments,
    ...(policy.embedder === null ? {} : { embedder: policy.embedder.fingerprint }),
  };
  return { policy, spec, fingerprint: createHash('sha256').update(text).digest('hex') };
}

function parsePolicy(path: string, text: string): Policy {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new BenchError(`${path} is not JSON: ${(cause as Error).message}`, { cause, hint: 'Was it cut or edited?' });
  }
  const version = (json as { version?: unknown } | null)?.version;
  if (typeof version === 'number' && version > POLICY_VERSION) {
    throw new BenchError(`${path} has version ${version}; this Signalbox reads up to ${POLICY_VERSION}`, {
      hint: 'Install a newer Signalbox to use this policy.',
    });
  }
  const parsed = policySchema.safeParse(json);
  if (!parsed.success) throw new BenchError(`${path} is no policy:\n${z.prettifyError(parsed.error)}`);
  const ids = parsed.data.pool.map(({ id }) => id);
  const twice = ids.find((id, at) => ids.indexOf(id) !== at);
  if (twice !== undefined) throw new BenchError(`${path}: field pool names the model ${twice} twice`);
  return parsed.data;
}

function checkedParams(path: string, policy: Policy, kinds: readonly RouterKind[]): unknown {
  const kind = kinds.find((candidate) => candidate.kind === policy.router.kind);
  if (kind === undefined) {
    throw new BenchError(`${path}: field router.kind is "${policy.router.kind}", which is not known here`, {
      hint: `Known kinds: ${kinds.map((each) => each.kind).join(', ')}.`,
    });
  }
  const params = kind.params.safeParse(policy.router.params);
  if (!params.success) {
    throw new BenchError(
      `${path}: field router.params does not fit kind ${kind.kind}:\n${z.prettifyError(params.error)}`,
    );
  }
  return params.data;
}

async function readAttachment(folder: string, file: AttachmentFile): Promise<Attachment> {
  const path = join(folder, file.file);
  const expected = byteLengthOf(file.dtype, file.shape);
  const bytes = await readBounded(path, Math.min(expected, LARGEST_ATTACHMENT), 'Copy the whole policy folder.');
  if (bytes.byteLength !== expected) {
    throw new BenchError(`${path} has ${bytes.byteLength} bytes; policy.json declares ${expected}`, {
      hint: 'Copy the whole policy folder again.',
    });
  }
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  if (sha256 !== file.sha256) {
    throw new BenchError(`${path} was altered: its sha256 is ${sha256}, policy.json says ${file.sha256}`, {
      hint: 'Copy the whole policy folder again; a policy is used as it was measured or not at all.',
    });
  }
  return { data: typedArray(file.dtype, bytes), shape: file.shape };
}

async function readBounded(path: string, limit: number, hint: string): Promise<Buffer> {
  const found = await stat(path).catch((cause) => {
    throw new BenchError(`${path} cannot be read`, { cause, hint });
  });
  if (!found.isFile()) throw new BenchError(`${path} is no file`, { hint });
  if (found.size > limit)
    throw new BenchError(`${path} has ${found.size} bytes, more than the ${limit} that are allowed`);
  return readFile(path);
}
