import type { Candidate } from '../../harness/evaluate/evaluation-input.ts';

/**
 * Where the compact files of a candidate stand within a run. Numbered, because names of routers are free text and two of
 * them may look alike to a file system.
 */
export function candidateFiles(name: string, place: number): Candidate['files'] {
  const stem = `${place + 1}-${name.replace(/[^\w-]+/g, '-').slice(0, 60)}`;
  return { assessments: `assessments/${stem}.columns`, decisions: `decisions/${stem}.columns` };
}

/** Where the policy that a candidate was measured through stands within a run. */
export function candidateFolder({ files }: Pick<Candidate, 'files'>): string {
  return files.assessments.replace(/^assessments\/(.*)\.columns$/, 'candidates/$1');
}
