import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { BenchError } from '../bench-error.ts';
import {
  type KeyedVectors,
  openSegment,
  readVectors,
  SEGMENT_SUFFIX,
  type Segment,
  writeSegment,
} from './vector-segment.ts';

/** More segments than this are merged when a store is opened. */
const MOST_SEGMENTS = 32;
/** Segments of fewer vectors than this are worth merging… */
const SMALL = 4096;
/** …and no more vectors than this at a time, since they are held in memory. */
const MOST_MERGED = 32_768;
/** A process rewrites its last segment together with the new vectors as long as it is not much larger than they are. */
const REWRITTEN = 256;
const ABANDONED_AFTER_MS = 60 * 60 * 1000;

/**
 * Vectors on disk by key, for any number of processes at once and without locks: each process adds files that never
 * change, and sees those of others. Damaged files and vectors count as absent.
 */
export class VectorStore {
  readonly #folder: string;
  readonly #dimensions: number;
  readonly #segments = new Map<string, Segment>();
  readonly #places = new Map<string, { readonly segment: Segment; readonly row: number }>();
  /** Names of files that are no segments: not looked at again. */
  readonly #rejected = new Set<string>();
  #own: Segment | undefined;

  /** @throws {BenchError} when the folder cannot be written to */
  constructor(folder: string, dimensions: number) {
    this.#folder = folder;
    this.#dimensions = dimensions;
    try {
      mkdirSync(folder, { recursive: true });
    } catch (cause) {
      throw unusable(folder, cause);
    }
    this.#removeAbandoned();
    this.#refresh();
    if (this.#segments.size > MOST_SEGMENTS) this.#merge();
  }

  /** Calls `found` with each of the keys that is stored and its vector; the vector is valid during the call only. */
  read(keys: Iterable<string>, found: (key: string, vector: Float32Array) => void): void {
    this.#refresh();
    const rows = new Map<Segment, number[]>();
    for (const key of keys) {
      const place = this.#places.get(key);
      if (!place) continue;
      const list = rows.get(place.segment);
      if (list) list.push(place.row);
      else rows.set(place.segment, [place.row]);
    }
    for (const [segment, list] of rows) {
      readVectors(segment, this.#dimensions, list, (row, vector) => found(segment.keys[row]!, vector));
    }
  }

  /** Adds vectors, and those of this process's last segment with them where that one is small. */
  add(added: KeyedVectors): void {
    const last = this.#own;
    if (!last || last.keys.length > Math.max(REWRITTEN, 4 * added.keys.length)) {
      this.#own = this.#write(added);
      return;
    }
    this.#own = this.#write(joined(this.#contents([last]), added, this.#dimensions));
    this.#forget(last);
  }

  #write(content: KeyedVectors): Segment {
    const segment = this.#written(content);
    this.#register(segment);
    return segment;
  }

  #written(content: KeyedVectors): Segment {
    try {
      return writeSegment(this.#folder, this.#dimensions, content);
    } catch (cause) {
      throw unusable(this.#folder, cause);
    }
  }

  #register(segment: Segment): void {
    this.#segments.set(segment.path, segment);
    segment.keys.forEach((key, row) => {
      this.#places.set(key, { segment, row });
    });
  }

  /** Deletes a segment whose vectors stand in a newer one; a process about to read it embeds again, no more. */
  #forget(segment: Segment): void {
    this.#segments.delete(segment.path);
    rmSync(segment.path, { force: true });
  }

  #refresh(): void {
    const present = new Set<string>();
    for (const name of readdirSync(this.#folder)) {
      if (!name.endsWith(SEGMENT_SUFFIX) || this.#rejected.has(name)) continue;
      const path = join(this.#folder, name);
      present.add(path);
      if (this.#segments.has(path)) continue;
      const segment = openSegment(path, this.#dimensions);
      if (segment) this.#register(segment);
      else this.#rejected.add(name);
    }
    for (const path of this.#segments.keys()) {
      if (!present.has(path)) this.#segments.delete(path);
    }
  }

  #merge(): void {
    const small: Segment[] = [];
    let count = 0;
    for (const segment of this.#segments.values()) {
      if (segment.keys.length >= SMALL || count + segment.keys.length > MOST_MERGED) continue;
      small.push(segment);
      count += segment.keys.length;
    }
    if (small.length < 2) return;
    const content = this.#contents(small);
    if (content.keys.length > 0) this.#write(content);
    for (const segment of small) this.#forget(segment);
  }

  /** The intact vectors of segments, each key once. */
  #contents(segments: readonly Segment[]): KeyedVectors {
    const rows = new Map<string, Float32Array>();
    for (const segment of segments) {
      readVectors(segment, this.#dimensions, [...segment.keys.keys()], (row, vector) => {
        rows.set(segment.keys[row]!, vector.slice());
      });
    }
    const vectors = new Float32Array(rows.size * this.#dimensions);
    let at = 0;
    for (const vector of rows.values()) {
      vectors.set(vector, at);
      at += this.#dimensions;
    }
    return { keys: [...rows.keys()], vectors };
  }

  /** What a process that was killed while writing left behind; a recent one may belong to a process at work. */
  #removeAbandoned(): void {
    const oldest = Date.now() - ABANDONED_AFTER_MS;
    for (const name of readdirSync(this.#folder)) {
      if (!name.endsWith('.tmp')) continue;
      const path = join(this.#folder, name);
      const stat = statSync(path, { throwIfNoEntry: false });
      if (stat && stat.mtimeMs < oldest) rmSync(path, { force: true });
    }
  }
}

function unusable(folder: string, cause: unknown): BenchError {
  return new BenchError(`The vector cache ${folder} cannot be written: ${(cause as Error).message}`, {
    hint: 'Make room or give access, or name another folder in the environment variable SIGNALBOX_CACHE.',
    cause,
  });
}

function joined(a: KeyedVectors, b: KeyedVectors, dimensions: number): KeyedVectors {
  const vectors = new Float32Array((a.keys.length + b.keys.length) * dimensions);
  vectors.set(a.vectors);
  vectors.set(b.vectors, a.vectors.length);
  return { keys: [...a.keys, ...b.keys], vectors };
}
