/** The opcodes that pickling a DataFrame writes at protocols 2 to 5. By their letters and numbers in Python's `pickle.py`. */
const PANDAS_OPCODES: Readonly<Record<string, number>> = {
  PROTO: 0x80,
  FRAME: 0x95,
  STOP: 0x2e,
  MARK: 0x28,
  BINPUT: 0x71,
  LONG_BINPUT: 0x72,
  MEMOIZE: 0x94,
  BINGET: 0x68,
  LONG_BINGET: 0x6a,
  NONE: 0x4e,
  NEWTRUE: 0x88,
  NEWFALSE: 0x89,
  BININT: 0x4a,
  BININT1: 0x4b,
  BININT2: 0x4d,
  LONG1: 0x8a,
  BINFLOAT: 0x47,
  BINBYTES: 0x42,
  SHORT_BINBYTES: 0x43,
  BINBYTES8: 0x8e,
  BYTEARRAY8: 0x96,
  BINUNICODE: 0x58,
  SHORT_BINUNICODE: 0x8c,
  BINUNICODE8: 0x8d,
  EMPTY_TUPLE: 0x29,
  TUPLE: 0x74,
  TUPLE1: 0x85,
  TUPLE2: 0x86,
  TUPLE3: 0x87,
  EMPTY_LIST: 0x5d,
  APPEND: 0x61,
  APPENDS: 0x65,
  EMPTY_DICT: 0x7d,
  SETITEM: 0x73,
  SETITEMS: 0x75,
  GLOBAL: 0x63,
  STACK_GLOBAL: 0x93,
  NEWOBJ: 0x81,
  REDUCE: 0x52,
  BUILD: 0x62,
};

export const { MARK, LONG1 } = PANDAS_OPCODES as { MARK: number; LONG1: number };

const CONTAINERS = 'EMPTY_TUPLE TUPLE TUPLE1 TUPLE2 TUPLE3 EMPTY_LIST EMPTY_DICT NEWOBJ REDUCE'.split(' ');

const ALLOWED = new Uint8Array(256);
for (const opcode of Object.values(PANDAS_OPCODES)) ALLOWED[opcode] = 1;

const MAKES_CONTAINER = new Uint8Array(256);
for (const name of CONTAINERS) MAKES_CONTAINER[PANDAS_OPCODES[name]!] = 1;

/** True for an opcode that makes a list, a tuple, a dictionary or an object. */
export function makesContainer(opcode: number): boolean {
  return MAKES_CONTAINER[opcode] === 1;
}

/** True for an opcode that pandas writes; a file with any other one is not a DataFrame, whatever else it may be. */
export function isPandasOpcode(opcode: number): boolean {
  return ALLOWED[opcode] === 1;
}
