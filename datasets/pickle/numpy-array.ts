import { BenchError } from '../../harness/bench-error.ts';

/** A numpy element type by its kind and size in bytes ('f8', 'i4', 'b1', 'O8'), and its byte order. */
export class NumpyType {
  readonly code: string;
  #order = '|';

  constructor(code: unknown) {
    if (typeof code !== 'string') throw new BenchError('a numpy type without a code');
    this.code = code;
  }

  /** State as numpy writes it: (version, byte order, …). */
  __setstate__(state: unknown): void {
    if (Array.isArray(state) && typeof state[1] === 'string') this.#order = state[1];
  }

  get isObject(): boolean {
    return this.code.startsWith('O');
  }

  get isBigEndian(): boolean {
    return this.#order === '>';
  }
}

/** A numpy array as it stands in the file: raw bytes for numbers, a flat list in C order for Python objects. */
export class NumpyArray {
  shape: readonly number[] = [];
  type: NumpyType | undefined;
  isFortran = false;
  data: unknown;

  /** State as numpy writes it: (version, shape, type, is it in Fortran order, bytes or list). */
  __setstate__(state: unknown): void {
    if (!Array.isArray(state)) throw new BenchError('a numpy array without a state');
    fillArray(this, state[1], state[2], state[3] === true, state[4]);
  }
}

/** Fills `array`, checking that its data are as long as its shape says. */
export function fillArray(
  array: NumpyArray,
  shape: unknown,
  type: unknown,
  isFortran: boolean,
  data: unknown,
): NumpyArray {
  if (!(type instanceof NumpyType)) throw new BenchError('a numpy array without a type');
  if (!isShape(shape)) throw new BenchError('a numpy array without a shape');
  const expected = shape.reduce((product, length) => product * length, 1);
  const got = type.isObject ? listLength(data) : byteLength(data, type);
  if (got !== expected) {
    throw new BenchError(`a numpy array of shape (${shape.join(', ')}) with ${got} elements instead of ${expected}`);
  }
  array.shape = shape;
  array.type = type;
  array.isFortran = isFortran && !type.isObject;
  array.data = data;
  return array;
}

/** The numbers of a numeric array, without copying where the type allows. Integers beyond 2^53 are an error. */
export function numbersOf(type: NumpyType, data: unknown): ArrayLike<number> {
  const bytes = data as Uint8Array;
  const length = bytes.byteLength / itemSize(type);
  const view = new VIEWS[type.code]!(bytes.buffer as ArrayBuffer, bytes.byteOffset, length);
  return view instanceof BigInt64Array || view instanceof BigUint64Array ? Array.from(view, toNumber) : view;
}

/** A numpy scalar: a number, a boolean, or a text ('U12': UTF-32, padded with zeros). */
export function scalarOf(type: NumpyType, bytes: unknown): number | string | boolean {
  if (!(bytes instanceof Uint8Array)) throw new BenchError('a numpy scalar without bytes');
  if (/^U\d+$/.test(type.code)) return utf32(bytes);
  if (byteLength(bytes, type) !== 1) throw new BenchError('a numpy scalar of the wrong size');
  const number = numbersOf(type, bytes)[0]!;
  return type.code === 'b1' ? number !== 0 : number;
}

type NumberView = new (
  buffer: ArrayBuffer,
  offset: number,
  length: number,
) =>
  | Float64Array
  | Float32Array
  | Int32Array
  | Int16Array
  | Int8Array
  | Uint32Array
  | Uint16Array
  | Uint8Array
  | BigInt64Array
  | BigUint64Array;

const VIEWS: Readonly<Record<string, NumberView & { BYTES_PER_ELEMENT: number }>> = Object.assign(Object.create(null), {
  f8: Float64Array,
  f4: Float32Array,
  i8: BigInt64Array,
  i4: Int32Array,
  i2: Int16Array,
  i1: Int8Array,
  u8: BigUint64Array,
  u4: Uint32Array,
  u2: Uint16Array,
  u1: Uint8Array,
  b1: Uint8Array,
});

function itemSize(type: NumpyType): number {
  const view = VIEWS[type.code];
  if (view === undefined) {
    throw new BenchError(`numpy type ${type.code}, which is not understood`, {
      hint: `Understood are ${Object.keys(VIEWS).join(', ')} and Python objects.`,
    });
  }
  if (type.isBigEndian) throw new BenchError(`big-endian numbers (${type.code}), which are not understood`);
  return view.BYTES_PER_ELEMENT;
}

function byteLength(data: unknown, type: NumpyType): number {
  if (!(data instanceof Uint8Array)) throw new BenchError('a numeric numpy array without bytes');
  return data.byteLength / itemSize(type);
}

function listLength(data: unknown): number {
  if (!Array.isArray(data)) throw new BenchError('a numpy array of objects without a list');
  return data.length;
}

function isShape(shape: unknown): shape is readonly number[] {
  return Array.isArray(shape) && shape.every((length) => Number.isSafeInteger(length) && length >= 0);
}

function toNumber(value: bigint): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) throw new BenchError(`the integer ${value}, beyond 2^53`);
  return number;
}

function utf32(bytes: Uint8Array): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let text = '';
  for (let at = 0; at + 4 <= bytes.byteLength; at += 4) {
    const code = view.getUint32(at, true);
    if (code > 0x10ffff) throw new BenchError('a numpy text that is not Unicode');
    text += String.fromCodePoint(code);
  }
  return text.replace(/\0+$/, '');
}
