import { fstatSync, readSync } from 'node:fs';
import { BenchError } from '../../harness/bench-error.ts';
import { isPandasOpcode, LONG1, MARK, makesContainer } from './pandas-opcodes.ts';

const WINDOW_BYTES = 8 << 20;
const LONGEST_NAME = 1000;
/** A cell takes one or two opcodes. */
const MOST_OPCODES = 60_000_000;
/** One byte of a hostile file can make an object of fifty. Real files have one per cell that is a list, at most. */
const MOST_CONTAINERS = 2_000_000;
/** Lists are written in batches of 1000 with one mark each: enough for 6 million rows of 30 object columns. */
const MOST_MARKS = 200_000;
/** Python writes integers that fit 32 bits otherwise; up to 2^47 a JavaScript number is exact in any case. */
const LONGEST_INTEGER = 6;

/**
 * What `pickleparser` reads from: a file seen through a window of 8 MB, so that a large pickle never sits in memory
 * beside what is made of it. Lengths are checked against the file before anything is allocated, and only the opcodes
 * that pandas writes are let through: the parser calls `hasNext` exactly once before each opcode.
 */
export class WindowedReader {
  readonly size: number;
  readonly #fd: number;
  readonly #maxStringBytes: number;
  readonly #window: Buffer;
  // `ignoreBOM` keeps a byte-order mark at the start of a text: it belongs to the text.
  readonly #utf8 = new TextDecoder('utf-8', { ignoreBOM: true });
  #start = 0;
  #end = 0;
  #position = 0;
  #opcode = 0;
  #opcodes = 0;
  #marks = 0;
  #containers = 0;

  /** @param maxStringBytes a longer text is skipped and reads as '' */
  constructor(fd: number, maxStringBytes: number) {
    this.#fd = fd;
    this.#maxStringBytes = maxStringBytes;
    this.size = fstatSync(fd).size;
    this.#window = Buffer.allocUnsafe(Math.min(WINDOW_BYTES, Math.max(this.size, 16)));
  }

  get position(): number {
    return this.#position;
  }

  hasNext(): boolean {
    if (this.#position >= this.size) return false;
    const opcode = this.#window[this.#need(1)]!;
    this.#position -= 1;
    if (!isPandasOpcode(opcode)) {
      throw new BenchError(`opcode 0x${opcode.toString(16)} is none that a DataFrame is written with`);
    }
    this.#opcode = opcode;
    this.#count(opcode);
    return true;
  }

  byte(): number {
    return this.#window[this.#need(1)]!;
  }

  uint16(): number {
    return this.#window.readUInt16LE(this.#need(2));
  }

  int32(): number {
    return this.#window.readInt32LE(this.#need(4));
  }

  uint32(): number {
    return this.#window.readUInt32LE(this.#need(4));
  }

  uint64(): number {
    return Number(this.#window.readBigUInt64LE(this.#need(8)));
  }

  float64(): number {
    return this.#window.readDoubleBE(this.#need(8));
  }

  /** A copy, aligned to its own buffer. */
  bytes(length: number): Uint8Array {
    this.#checkLength(length);
    const copy = new Uint8Array(length);
    if (length > this.#window.length) this.#readInto(copy, this.#position);
    else if (length > 0) {
      const at = this.#need(length);
      copy.set(this.#window.subarray(at, at + length));
      this.#position -= length;
    }
    this.#position += length;
    if (this.#opcode === LONG1) checkInteger(copy);
    return copy;
  }

  string(length: number, encoding: string): string {
    this.#checkLength(length);
    if (length > this.#maxStringBytes) {
      this.#position += length;
      return '';
    }
    if (length > this.#window.length) return this.#utf8.decode(this.bytes(length));
    if (length === 0) return '';
    const at = this.#need(length);
    return encoding === 'utf-8'
      ? this.#utf8.decode(this.#window.subarray(at, at + length))
      : this.#window.toString('latin1', at, at + length);
  }

  /** Up to a line feed; used for the names of globals only. */
  line(): string {
    let text = '';
    for (;;) {
      const byte = this.byte();
      if (byte === 0x0a) return text;
      text += String.fromCharCode(byte);
      if (text.length > LONGEST_NAME) throw new BenchError(`a name of more than ${LONGEST_NAME} characters`);
    }
  }

  skip(length: number): void {
    this.#checkLength(length);
    this.#position += length;
  }

  #count(opcode: number): void {
    this.#opcodes += 1;
    if (opcode === MARK) this.#marks += 1;
    if (makesContainer(opcode)) this.#containers += 1;
    if (this.#opcodes > MOST_OPCODES) throw new BenchError(`more than ${MOST_OPCODES} opcodes`);
    if (this.#marks > MOST_MARKS) throw new BenchError(`more than ${MOST_MARKS} marks`);
    if (this.#containers > MOST_CONTAINERS) throw new BenchError(`more than ${MOST_CONTAINERS} lists and objects`);
  }

  /** Offset in the window of the next `length` bytes (at most a window), which are then behind the position. */
  #need(length: number): number {
    this.#checkLength(length);
    if (this.#position < this.#start || this.#position + length > this.#end) {
      const available = Math.min(this.#window.length, this.size - this.#position);
      this.#readInto(this.#window.subarray(0, available), this.#position);
      this.#start = this.#position;
      this.#end = this.#position + available;
    }
    const at = this.#position - this.#start;
    this.#position += length;
    return at;
  }

  #checkLength(length: number): void {
    if (length >= 0 && this.#position + length <= this.size) return;
    throw new BenchError(`it ends early: ${length} bytes are declared, ${this.size - this.#position} are left`);
  }

  #readInto(target: Uint8Array, position: number): void {
    for (let done = 0; done < target.length; ) {
      const got = readSync(this.#fd, target, done, target.length - done, position + done);
      if (got === 0) throw new BenchError('it shrank while it was read');
      done += got;
    }
  }
}

/** The parser takes integers for unsigned and loses digits beyond 2^53: better none than a wrong one. */
function checkInteger(bytes: Uint8Array): void {
  const negative = bytes.length > 0 && bytes.at(-1)! >= 0x80;
  if (negative || bytes.length > LONGEST_INTEGER) throw new BenchError('an integer beyond ±2^31 in an object column');
}
