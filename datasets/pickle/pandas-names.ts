import { BenchError } from '../../harness/bench-error.ts';
import { fillArray, NumpyArray, NumpyType, scalarOf } from './numpy-array.ts';

/** A DataFrame as unpickled: its block manager, not yet checked. */
export class PickledFrame {
  manager: unknown;

  __setstate__(state: unknown): void {
    if (state instanceof Map) this.manager = state.get('_mgr') ?? state.get('_data');
  }
}

export class BlockManager {
  readonly blocks: unknown;
  readonly axes: unknown;

  constructor(blocks: unknown, axes: unknown) {
    this.blocks = blocks;
    this.axes = axes;
  }
}

/** Columns of one type: values of shape (columns, rows) and which columns they are. */
export class PickledBlock {
  readonly values: unknown;
  readonly placement: unknown;

  constructor(values: unknown, placement: unknown) {
    this.values = values;
    this.placement = placement;
  }
}

/** A pandas index: its labels, or undefined for a range. */
export class PickledIndex {
  readonly labels: unknown;

  constructor(state: unknown) {
    this.labels = state instanceof Map ? state.get('data') : undefined;
  }
}

export class Slice {
  readonly start: unknown;
  readonly step: unknown;

  constructor(start: unknown, step: unknown) {
    this.start = start;
    this.step = step;
  }
}

type StandIn = (...args: unknown[]) => object;

/**
 * Resolves the names in a pickle to stand-ins that only collect data: nothing that a pickle names is ever run. A name
 * outside the list is an error.
 *
 * @param fileBytes bounds what conversions may allocate in all: a real file converts each of its bytes once
 */
export function pandasNames(fileBytes: number): (module: string, name: string) => StandIn {
  const names = standIns(fileBytes);
  return (module, name) => {
    const key = `${module}.${name}`;
    const standIn = Object.hasOwn(names, key) ? names[key] : undefined;
    if (standIn !== undefined) return standIn;
    throw new BenchError(`it names ${key}, which is refused`, {
      hint: 'Only DataFrames with columns of numbers, booleans and Python objects are read. If you trust the file, write it again in Python: pandas.read_pickle(…).astype(object).to_pickle(…), or to_csv(…).',
    });
  };
}

function standIns(fileBytes: number): Readonly<Record<string, StandIn>> {
  let encoded = 0;
  /** Python 2-compatible pickles write bytes as text in Latin-1. */
  const encode = (text: unknown, encoding: unknown) => {
    if (typeof text !== 'string' || encoding !== 'latin1') throw new BenchError('bytes in an unknown encoding');
    encoded += text.length;
    if (encoded > fileBytes) throw new BenchError('more bytes are made from texts than the file holds');
    return new Uint8Array(Buffer.from(text, 'latin1'));
  };
  const names: Record<string, StandIn> = {
    'pandas.core.frame.DataFrame': callable(() => new PickledFrame()),
    'pandas.core.internals.managers.BlockManager': callable((blocks, axes) => new BlockManager(blocks, axes)),
    'pandas._libs.internals._unpickle_block': callable((values, placement) => new PickledBlock(values, placement)),
    'pandas.core.indexes.base._new_Index': callable((_class, state) => new PickledIndex(state)),
    'pandas.core.indexes.base.Index': marker('Index'),
    'pandas.core.indexes.range.RangeIndex': marker('RangeIndex'),
    'numpy.ndarray': marker('ndarray'),
    'numpy.dtype': callable((code) => new NumpyType(code)),
    'builtins.slice': callable((start, _stop, step) => new Slice(start, step)),
    '__builtin__.slice': callable((start, _stop, step) => new Slice(start, step)),
    '_codecs.encode': callable(encode),
    '__builtin__.bytes': callable(() => new Uint8Array(0)),
  };
  // numpy 2 renamed numpy.core to numpy._core.
  for (const core of ['numpy.core', 'numpy._core']) {
    names[`${core}.multiarray._reconstruct`] = callable(() => new NumpyArray());
    names[`${core}.multiarray.scalar`] = callable(scalar);
    names[`${core}.numeric._frombuffer`] = callable(fromBuffer);
  }
  return names;
}

/** The parser calls some stand-ins with `new` and others without. Frozen, because a pickle may try to write to one. */
function callable(make: (...args: unknown[]) => unknown): StandIn {
  const standIn = function standIn(...args: unknown[]) {
    return make(...args) as object;
  };
  Object.freeze(standIn.prototype);
  return Object.freeze(standIn);
}

/** A class that is only ever named, as an argument of a constructor. */
function marker(name: string): StandIn {
  return callable(() => {
    throw new BenchError(`it calls ${name}, which is refused`);
  });
}

function fromBuffer(data: unknown, type: unknown, shape: unknown, order: unknown): NumpyArray {
  return fillArray(new NumpyArray(), shape, type, order === 'F', data);
}

function scalar(type: unknown, bytes: unknown): unknown {
  if (!(type instanceof NumpyType)) throw new BenchError('a numpy scalar without a type');
  return scalarOf(type, bytes);
}
