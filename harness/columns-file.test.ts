import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeColumns, encodeColumns } from './columns-file.ts';

describe('a columns file', () => {
  it('gives back what was put in, whatever the type', () => {
    fc.assert(
      fc.property(fc.float64Array(), fc.int32Array(), fc.uint8Array(), fc.float32Array(), (a, b, c, d) => {
        const columns = {
          doubles: { data: a, shape: [a.length] },
          integers: { data: b, shape: [b.length, 1] },
          bytes: { data: c, shape: [c.length] },
          floats: { data: d, shape: [d.length] },
        };
        expect(Object.fromEntries(decodeColumns(encodeColumns(columns)))).toEqual(columns);
      }),
    );
  });

  it('says that it was cut', () => {
    const bytes = encodeColumns({ choice: { data: Int32Array.of(1, 2, 3), shape: [3] } });
    expect(() => decodeColumns(bytes.subarray(0, bytes.length - 1))).toThrow('cut within column choice');
  });

  it('says that it is something else', () => {
    expect(() => decodeColumns(Buffer.from('{"json": true}'))).toThrow('not a columns file');
  });
});
