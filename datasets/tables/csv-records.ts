/** One record's cells, unquoted. */
export type CsvRecord = readonly string[];

export interface CsvRecords {
  /** The records that are whole once this chunk is known. @throws {CsvError} */
  push(chunk: Buffer): CsvRecord[];
  /** What is left: the last record of a file without a final newline. @throws {CsvError} */
  end(): CsvRecord[];
}

/** Text that is no CSV. The records before it were counted, those of the same chunk included. */
export class CsvError extends Error {
  readonly records: number;

  constructor(message: string, records: number) {
    super(message);
    this.name = 'CsvError';
    this.records = records;
  }
}

const [QUOTE, COMMA, LF, CR] = [0x22, 0x2c, 0x0a, 0x0d];
/** The record may go on in the next chunk. */
const UNFINISHED = -1;

/**
 * Cuts the bytes of a CSV file (RFC 4180; lines end in LF or CRLF) into records. Blank lines are passed over.
 *
 * Written by hand because what fills such files is long quoted answers: skipping from quote to quote reads them several
 * times faster than a parser that looks at every byte. Cells are decoded one by one, so that a cell that is kept
 * keeps alive its own text and not the chunk it came in.
 *
 * @param maxRecordBytes a longer record is an error: a quote that is never closed must not swallow a file
 */
export function csvRecords(maxRecordBytes: number): CsvRecords {
  let parts: Buffer[] = [];
  let held = 0;
  let wanted = 0;
  let records = 0;

  /** Cuts what is held once it has doubled since the last time: a record over many chunks costs linear time. */
  const cut = (last: boolean): CsvRecord[] => {
    if (!last && held < wanted) return [];
    const bytes = parts.length === 1 ? parts[0]! : Buffer.concat(parts);
    const reader = new RecordReader(bytes, last, records);
    const found = reader.readAll();
    records += found.length;
    const rest = bytes.subarray(reader.begin);
    if (rest.length > maxRecordBytes) {
      throw new CsvError(`a record of more than ${maxRecordBytes} bytes (is a quote never closed?)`, records);
    }
    parts = rest.length === 0 ? [] : [rest];
    held = rest.length;
    wanted = 2 * held;
    return found;
  };

  return {
    push(chunk) {
      parts.push(chunk);
      held += chunk.length;
      return cut(false);
    },
    end: () => (held === 0 ? [] : cut(true)),
  };
}

/** Reads the whole records of one stretch of bytes. */
class RecordReader {
  readonly #bytes: Buffer;
  readonly #last: boolean;
  readonly #before: number;
  readonly #records: CsvRecord[] = [];
  #cells: string[] = [];
  /** Where the first record that is not whole begins. */
  begin = 0;

  constructor(bytes: Buffer, last: boolean, before: number) {
    this.#bytes = bytes;
    this.#last = last;
    this.#before = before;
  }

  readAll(): CsvRecord[] {
    while (this.begin < this.#bytes.length) {
      const after = this.#bytes[this.begin] === LF ? this.begin + 1 : this.#readRecord();
      if (after === UNFINISHED) break;
      this.begin = after;
    }
    return this.#records;
  }

  /** @returns where the next record begins */
  #readRecord(): number {
    const bytes = this.#bytes;
    this.#cells = [];
    let at = this.begin;
    for (;;) {
      const end = bytes[at] === QUOTE ? this.#quotedCell(at + 1) : this.#plainCell(at);
      if (end === UNFINISHED) return UNFINISHED;
      if (bytes[end] === COMMA && end < bytes.length) {
        at = end + 1;
        continue;
      }
      const blank = this.#cells.length === 1 && this.#cells[0] === '' && bytes[this.begin] !== QUOTE;
      if (!blank) this.#records.push(this.#cells);
      return Math.min(bytes.length, bytes[end] === CR ? end + 2 : end + 1);
    }
  }

  /** @returns position of the comma or line end after the cell, or the end of the file */
  #plainCell(start: number): number {
    const bytes = this.#bytes;
    let at = start;
    for (; at < bytes.length; at++) {
      const byte = bytes[at]!;
      if (byte === COMMA || byte === LF) break;
      if (byte === QUOTE) throw this.#error('a quote inside a cell that does not begin with one');
    }
    if (at === bytes.length && !this.#last) return UNFINISHED;
    const crlf = at > start && bytes[at - 1] === CR && bytes[at] !== COMMA;
    const end = crlf ? at - 1 : at;
    this.#cells.push(bytes.toString('utf8', start, end));
    return end;
  }

  /** @param start after the opening quote */
  #quotedCell(start: number): number {
    const bytes = this.#bytes;
    let doubled = false;
    let close = bytes.indexOf(QUOTE, start);
    while (close !== -1 && bytes[close + 1] === QUOTE) {
      doubled = true;
      close = bytes.indexOf(QUOTE, close + 2);
    }
    if (close === -1 && this.#last) throw this.#error('a quote is never closed');
    // What follows the quote must be known: another quote, a comma, or the one or two bytes of a line end.
    if (close === -1 || (!this.#last && close + 2 >= bytes.length)) return UNFINISHED;
    const end = close + 1;
    if (!this.#endsCell(end)) throw this.#error('a closing quote that neither a comma nor a line end follows');
    const text = bytes.toString('utf8', start, close);
    this.#cells.push(doubled ? text.replaceAll('""', '"') : text);
    return end;
  }

  #endsCell(at: number): boolean {
    const bytes = this.#bytes;
    if (at === bytes.length || bytes[at] === COMMA || bytes[at] === LF) return true;
    return bytes[at] === CR && (at + 1 === bytes.length || bytes[at + 1] === LF);
  }

  #error(message: string): CsvError {
    return new CsvError(message, this.#before + this.#records.length);
  }
}
