import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { BenchError } from '../../harness/bench-error.ts';
import { type DataFrameOptions, readDataFrame } from './read-data-frame.ts';

const folder = mkdtempSync(join(tmpdir(), 'pickle-'));
afterAll(() => rmSync(folder, { recursive: true }));

function read(bytes: Uint8Array, options?: DataFrameOptions) {
  const path = join(folder, 'frame.pkl');
  writeFileSync(path, bytes);
  return readDataFrame(path, options);
}

function refusal(bytes: Uint8Array): Error {
  try {
    read(bytes);
  } catch (error) {
    return error as Error;
  }
  throw new Error('it was read');
}

// A small pickler: opcodes as in Python's pickletools, enough to write a frame the way pandas does.
const op = (...codes: (number | string)[]) =>
  Buffer.concat(codes.map((code) => (typeof code === 'number' ? Buffer.from([code]) : Buffer.from(code, 'latin1'))));
const join4 = (code: string, body: Buffer) => {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(body.length);
  return Buffer.concat([Buffer.from(code), length, body]);
};
const cat = (...parts: Buffer[]) => Buffer.concat(parts);
const str = (text: string) => join4('X', Buffer.from(text));
const raw = (bytes: Uint8Array) => join4('B', Buffer.from(bytes));
const int = (value: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(value);
  return cat(op('J'), bytes);
};
const float = (value: number) => {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleBE(value);
  return cat(op('G'), bytes);
};
const NONE = op('N');
const FALSE = op(0x89);
const TRUE = op(0x88);
const tuple = (...items: Buffer[]) => cat(op('('), ...items, op('t'));
const list = (...items: Buffer[]) => cat(op(']', '('), ...items, op('e'));
const dict = (entries: Record<string, Buffer>) =>
  cat(op('}', '('), ...Object.entries(entries).flatMap(([key, value]) => [str(key), value]), op('u'));
const global = (name: string) => {
  const dot = name.lastIndexOf('.');
  return op('c', `${name.slice(0, dot)}\n${name.slice(dot + 1)}\n`);
};
const call = (name: string, ...args: Buffer[]) => cat(global(name), tuple(...args), op('R'));
const build = (value: Buffer, state: Buffer) => cat(value, state, op('b'));
const pickle = (value: Buffer, protocol = 4) => cat(op(0x80, protocol), value, op('.'));

const dtype = (code: string, order = '<') =>
  build(
    call('numpy.dtype', str(code), FALSE, TRUE),
    tuple(int(3), str(order), NONE, NONE, NONE, int(-1), int(-1), int(0)),
  );
const array = (shape: number[], type: Buffer, data: Buffer, fortran = FALSE) =>
  build(
    call('numpy.core.multiarray._reconstruct', global('numpy.ndarray'), tuple(int(0)), raw(Buffer.from('b'))),
    tuple(int(1), tuple(...shape.map(int)), type, fortran, data),
  );
const objects = (shape: number[], ...cells: Buffer[]) => array(shape, dtype('O8', '|'), list(...cells));
const doubles = (shape: number[], values: number[], fortran = FALSE) =>
  array(shape, dtype('f8'), raw(new Uint8Array(Float64Array.from(values).buffer)), fortran);
const slice = (start: number, stop: number) => call('builtins.slice', int(start), int(stop), int(1));
const block = (values: Buffer, placement: Buffer) =>
  call('pandas._libs.internals._unpickle_block', values, placement, int(2));
const index = (names: Buffer) =>
  call(
    'pandas.core.indexes.base._new_Index',
    global('pandas.core.indexes.base.Index'),
    dict({ data: names, name: NONE }),
  );
const names = (...columns: string[]) => index(objects([columns.length], ...columns.map(str)));
const frame = (columns: Buffer, ...blocks: Buffer[]) =>
  build(
    cat(global('pandas.core.frame.DataFrame'), tuple(), op(0x81)),
    dict({ _mgr: call('pandas.core.internals.managers.BlockManager', tuple(...blocks), list(columns, NONE)) }),
  );

const small = frame(
  names('text', 'score', 'cost'),
  block(objects([1, 2], str('a'), str('é😀')), slice(0, 1)),
  block(doubles([2, 2], [1, 0.5, 10, 20]), slice(1, 3)),
);

describe('readDataFrame', () => {
  it.each([2, 3, 4, 5])('reads objects and numbers from a pickle of protocol %i', (protocol) => {
    const { columns, rows, values } = read(pickle(small, protocol));
    expect(columns).toEqual(['text', 'score', 'cost']);
    expect(rows).toBe(2);
    expect(values.get('text')).toEqual(['a', 'é😀']);
    expect(values.get('score')).toEqual(Float64Array.of(1, 0.5));
    expect(values.get('cost')).toEqual(Float64Array.of(10, 20));
  });

  it('reads raw numbers in Fortran order, but objects always in C order', () => {
    const { values } = read(
      pickle(
        frame(
          names('a', 'b', 'c', 'd'),
          block(doubles([2, 3], [1, 4, 2, 5, 3, 6], TRUE), slice(0, 2)),
          block(array([2, 3], dtype('O8', '|'), list(...['p', 'q', 'r', 's', 't', 'u'].map(str)), TRUE), slice(2, 4)),
        ),
      ),
    );
    expect(values.get('a')).toEqual(Float64Array.of(1, 2, 3));
    expect(values.get('b')).toEqual(Float64Array.of(4, 5, 6));
    expect(values.get('c')).toEqual(['p', 'q', 'r']);
    expect(values.get('d')).toEqual(['s', 't', 'u']);
  });

  it('reads integers, booleans, None, lists of texts and numpy scalars, and blocks placed by position', () => {
    const i8 = raw(new Uint8Array(BigInt64Array.of(1n, -2n).buffer));
    const places = array([2], dtype('i8'), raw(new Uint8Array(BigInt64Array.of(2n, 0n).buffer)));
    const scalar = call(
      'numpy._core.multiarray.scalar',
      dtype('f8'),
      raw(new Uint8Array(Float64Array.of(0.25).buffer)),
    );
    const { values } = read(
      pickle(
        frame(
          names('o', 'i', 'p', 'b'),
          block(array([1, 2], dtype('i8'), i8), slice(1, 2)),
          block(array([1, 2], dtype('b1', '|'), raw(Uint8Array.of(1, 0))), slice(3, 4)),
          block(objects([2, 2], NONE, list(str('x'), str('y')), float(1.5), scalar), places),
        ),
      ),
    );
    expect(Object.fromEntries(values)).toEqual({
      o: [1.5, 0.25],
      i: Float64Array.of(1, -2),
      p: [null, ['x', 'y']],
      b: [true, false],
    });
  });

  it('keeps a byte-order mark at the start of a text', () => {
    expect(
      read(pickle(frame(names('t'), block(objects([1, 1], str('\ufeffa')), slice(0, 1))))).values.get('t'),
    ).toEqual(['\ufeffa']);
  });

  it('skips texts that are longer than asked for', () => {
    const cells = objects([1, 2], str('short'), str('x'.repeat(100)));
    const bytes = pickle(frame(names('t'), block(cells, slice(0, 1))));
    expect(read(bytes, { maxStringBytes: 50 }).values.get('t')).toEqual(['short', '']);
  });

  it('reads texts and numbers that are larger than its window', () => {
    const long = 'é'.repeat(5 << 20);
    const numbers = Array.from({ length: 1_200_000 }, (_, i) => i / 3);
    const text = frame(names('t'), block(objects([1, 1], str(long)), slice(0, 1)));
    expect(read(pickle(text)).values.get('t')![0] === long).toBe(true);
    const column = frame(names('n'), block(doubles([1, numbers.length], numbers), slice(0, 1)));
    const found = read(pickle(column)).values.get('n')!;
    // Not toEqual: it takes half a minute for a million numbers.
    expect(numbers.every((number, i) => number === found[i])).toBe(true);
  });

  it('gives back any texts and numbers', () => {
    const rows = fc.array(fc.tuple(fc.string({ unit: 'grapheme' }), fc.double()), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(rows, (cells) => {
        const n = cells.length;
        const bytes = frame(
          names('t', 'o', 'n'),
          block(objects([2, n], ...cells.map(([text]) => str(text)), ...cells.map(([, x]) => float(x))), slice(0, 2)),
          block(
            doubles(
              [1, n],
              cells.map(([, x]) => x),
            ),
            slice(2, 3),
          ),
        );
        const { values } = read(pickle(bytes));
        expect(values.get('t')).toEqual(cells.map(([text]) => text));
        expect(values.get('o')).toEqual(cells.map(([, x]) => x));
        expect(values.get('n')).toEqual(Float64Array.from(cells, ([, x]) => x));
      }),
      { numRuns: 50 },
    );
  });
});

describe('a hostile or broken pickle', () => {
  const one = (cell: Buffer) => frame(names('t'), block(objects([1, 1], cell), slice(0, 1)));

  it.each([
    ['os.system', call('os.system', str('touch /tmp/owned')), 'os.system'],
    ['posix.system', call('posix.system', str('id')), 'posix.system'],
    ['builtins.eval', call('builtins.eval', str('1')), 'builtins.eval'],
    ['a name by the stack', cat(str('subprocess'), str('Popen'), op(0x93), tuple(), op('R')), 'subprocess.Popen'],
    ['a name of every object', call('builtins.slice.__proto__', int(1)), 'builtins.slice.__proto__'],
    ['__proto__', call('__proto__.constructor', int(1)), '__proto__.constructor'],
    ['constructor', global('x.constructor'), 'x.constructor'],
    ['toString', call('.toString', int(1)), '.toString'],
    ['a class that is only an argument', call('numpy.ndarray', int(1)), 'ndarray'],
  ])('is refused by name: %s', (_, value, name) => {
    const error = refusal(pickle(one(value)));
    expect(error).toBeInstanceOf(BenchError);
    expect(error.message).toContain(name);
  });

  it.each<[string, Buffer, RegExp]>([
    ['an empty file', Buffer.alloc(0), /not a pickle/],
    ['a text', Buffer.from('id,prompt\n1,a\n'), /not a pickle/],
    ['a pickle of protocol 0', Buffer.from("cos\nsystem\n(S'id'\ntR."), /not a pickle/],
    ['an unknown protocol', op(0x80, 6, '.'), /not a pickle/],
    ['a pickle of something else', pickle(list(str('a'))), /something else than a DataFrame/],
    ['a class instead of a frame', pickle(global('pandas.core.frame.DataFrame')), /something else/],
    ['an opcode that pandas does not write', pickle(cat(str('a'), op('2', '0'))), /opcode 0x32/],
    ['a persistent id', pickle(op('P', 'x\n')), /opcode 0x50/],
    ['an endless name', pickle(op('c', 'a'.repeat(5000))), /more than 1000 characters/],
    ['a huge declared text', cat(op(0x80, 4, 0x8d), Buffer.from('ffffffffffffff7f', 'hex')), /ends early/],
    ['a huge declared byte string', cat(op(0x80, 4, 'B'), Buffer.from('ffffff7f', 'hex')), /ends early/],
    ['a negative length', cat(op(0x80, 4, 'B'), Buffer.from('ffffffff', 'hex')), /ends early/],
    ['a memo reference out of range', pickle(one(op('h', 9))), /never stored/],
    ['a memo reference as block', pickle(frame(names('t'), op('h', 9))), /block/],
    ['a cell that is a dictionary', pickle(one(dict({ a: NONE }))), /column "t", row 1/],
    ['an integer beyond 32 bits', pickle(one(op(0x8a, 5, '\x00\x00\x00\x00\xff'))), /integer/],
    ['state set on a stand-in', pickle(build(global('builtins.slice'), dict({ call: NONE }))), /cannot|extensible/],
    ['a frame without state', pickle(cat(global('pandas.core.frame.DataFrame'), tuple(), op(0x81))), /without blocks/],
    ['marks without end', cat(op(0x80, 4), Buffer.alloc(200_001, '(')), /marks/],
    ['lists without end', cat(op(0x80, 4), Buffer.alloc(2_000_001, ']')), /more than 2000000 lists/],
    ['tuples in tuples', pickle(cat(op(')'), Buffer.alloc(50_000, 0x85))), /something else/],
    ['a cell nested deeply', pickle(one(cat(op(']'), Buffer.alloc(50_000, 0x85)))), /neither text/],
  ])('is an error that names the file: %s', (_, bytes, message) => {
    const error = refusal(bytes);
    expect(error).toBeInstanceOf(BenchError);
    expect(error.message).toMatch(message);
    expect(error.message).toMatch(/frame\.pkl/);
  });

  const two = names('a', 'b');
  it.each<[string, Buffer, RegExp]>([
    ['too few values', frame(two, block(doubles([2, 2], [1, 2, 3]), slice(0, 2))), /shape \(2, 2\) with 3 elements/],
    ['too few objects', frame(two, block(objects([2, 1], str('x')), slice(0, 2))), /with 1 elements/],
    ['a vector', frame(two, block(doubles([2], [1, 2]), slice(0, 2))), /1 dimensions/],
    ['a column too many', frame(two, block(doubles([3, 1], [1, 2, 3]), slice(0, 3))), /column 2, of 2/],
    ['a column before the first', frame(two, block(doubles([2, 1], [1, 2]), slice(-1, 1))), /column -1/],
    ['a column too few', frame(two, block(doubles([1, 1], [1]), slice(0, 1))), /"b" stands in no block/],
    [
      'a column twice',
      frame(two, block(doubles([1, 1], [1]), slice(0, 1)), block(doubles([1, 1], [1]), slice(0, 1))),
      /"a" stands in two blocks/,
    ],
    [
      'blocks of different lengths',
      frame(two, block(doubles([1, 1], [1]), slice(0, 1)), block(doubles([1, 2], [1, 2]), slice(1, 2))),
      /2 rows beside one of 1/,
    ],
    ['two columns of one name', frame(names('a', 'a'), block(doubles([2, 1], [1, 2]), slice(0, 2))), /one name/],
    [
      'names that are not texts',
      frame(index(doubles([1], [1])), block(doubles([1, 1], [1]), slice(0, 1))),
      /not texts/,
    ],
    [
      'a big-endian block',
      frame(two, block(array([2, 1], dtype('f8', '>'), raw(Buffer.alloc(16))), slice(0, 2))),
      /big-endian/,
    ],
    ['times', frame(two, block(array([2, 1], dtype('M8'), raw(Buffer.alloc(16))), slice(0, 2))), /M8/],
    [
      'a type of every object',
      frame(two, block(array([2, 1], dtype('constructor'), raw(Buffer.alloc(16))), slice(0, 2))),
      /type constructor/,
    ],
    ['a negative shape', frame(two, block(doubles([-2, -1], [1, 2]), slice(0, 2))), /without a shape/],
  ])('is an error: %s', (_, value, message) => {
    expect(() => read(pickle(value))).toThrow(message);
  });

  it('is an error wherever it is cut', () => {
    const whole = pickle(small);
    for (let length = 0; length < whole.length; length += 3) {
      expect(() => read(whole.subarray(0, length)), `cut at ${length}`).toThrow(BenchError);
    }
  });

  it('is an error or a frame whatever byte is damaged, and changes nothing of ours', () => {
    const whole = pickle(small);
    const before = Object.getOwnPropertyNames(Object.prototype).length;
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.nat(255), (at, byte) => {
        const damaged = Buffer.from(whole);
        damaged[at] = byte;
        try {
          read(damaged);
        } catch (error) {
          expect(error).toBeInstanceOf(BenchError);
        }
      }),
      { numRuns: 500 },
    );
    expect(Object.getOwnPropertyNames(Object.prototype)).toHaveLength(before);
    expect(read(whole).rows).toBe(2);
  });

  it('names a file that is not there', () => {
    expect(() => readDataFrame(join(folder, 'none.pkl'))).toThrow(/none\.pkl cannot be opened/);
  });
});
