import { BenchError } from '../harness/bench-error.ts';
import manifest from './public-manifest.json' with { type: 'json' };

/** One public file, pinned by its content. */
export interface PublicFile {
  /** Where it goes, relative to the data folder. */
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
  /** Where it can be had from, best first. */
  readonly urls: readonly string[];
}

/** The datasets whose files can be fetched. */
export function fetchableDatasets(): readonly string[] {
  return [...new Set(manifest.files.flatMap(({ datasets }) => datasets))].sort();
}

/**
 * The files of a dataset, pinned to one commit of the project that publishes them.
 *
 * @throws {BenchError} for an unknown name
 */
export function publicFilesOf(dataset: string): readonly PublicFile[] {
  const files = manifest.files.filter(({ datasets }) => datasets.includes(dataset));
  if (files.length > 0) return files.map((file) => ({ ...file, urls: urlsOf(file) }));
  throw new BenchError(`"${dataset}" is no dataset that can be fetched`, {
    hint: `Allowed: ${fetchableDatasets().join(', ')}.`,
  });
}

/**
 * GitHub serves a file by its path at a commit, and also by the hash of its content (`git hash-object`). The second
 * finds it even where the path is not known, but allows only 60 requests an hour.
 */
function urlsOf(file: (typeof manifest.files)[number]): readonly string[] {
  const { repository, commit } = manifest.sources[file.source as keyof typeof manifest.sources];
  const blob = `https://api.github.com/repos/${repository}/git/blobs/${file.gitBlob}`;
  if (file.at === undefined) return [blob];
  const path = file.at.split('/').map(encodeURIComponent).join('/');
  return [`https://raw.githubusercontent.com/${repository}/${commit}/${path}`, blob];
}
