import { basename } from 'node:path';

/** A kebab-case name from the name of a file or folder, at most 100 characters: `My Data.csv.gz` → `my-data`. */
export function fileSlug(path: string): string {
  const stem = basename(path).replace(/(\.(jsonl|csv|parquet|gz))+$/i, '');
  const slug = stem
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 100)
    .replace(/^-|-$/g, '');
  return slug === '' ? 'dataset' : slug;
}
