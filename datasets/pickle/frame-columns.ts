import { BenchError } from '../../harness/bench-error.ts';
import type { DataFrame, FrameCell, FrameColumn } from './data-frame.ts';
import { NumpyArray, type NumpyType, numbersOf } from './numpy-array.ts';
import { BlockManager, PickledBlock, type PickledFrame, PickledIndex, Slice } from './pandas-names.ts';

/**
 * Cuts the blocks of an unpickled frame into named columns, checking that every column is there exactly once and all
 * are equally long. A block has shape (columns, rows).
 *
 * @param fileBytes a real cell takes at least one byte of the file, which bounds what a hostile one can allocate
 */
export function frameColumns(frame: PickledFrame, fileBytes: number): DataFrame {
  const { blocks, axes } = managerOf(frame);
  const columns = columnNames(axes[0]);
  const rows = blocks[0]?.values.shape[1] ?? 0;
  if (columns.length * rows > fileBytes) throw new BenchError('it declares more cells than it has bytes');
  const found = new Map<string, FrameColumn>();
  for (const block of blocks) {
    const [count, length] = block.values.shape;
    if (length !== rows) throw new BenchError(`a block of ${length} rows beside one of ${rows}`);
    const places = placesOf(block.placement, count!);
    for (let r = 0; r < count!; r++) {
      const name = columns[places[r]!];
      if (name === undefined) throw new BenchError(`a block for column ${places[r]}, of ${columns.length}`);
      if (found.has(name)) throw new BenchError(`column "${name}" stands in two blocks`);
      found.set(name, columnOf(block.values, r, name));
    }
  }
  return { columns, rows, values: inOrder(columns, found) };
}

interface Block {
  readonly values: NumpyArray;
  readonly placement: unknown;
}

function managerOf(frame: PickledFrame): { blocks: readonly Block[]; axes: readonly unknown[] } {
  const { manager } = frame;
  if (!(manager instanceof BlockManager)) throw new BenchError('a DataFrame without blocks');
  const { blocks, axes } = manager;
  if (!Array.isArray(blocks) || !Array.isArray(axes)) throw new BenchError('a DataFrame without blocks');
  return { blocks: blocks.map(checkBlock), axes };
}

function checkBlock(block: unknown): Block {
  if (!(block instanceof PickledBlock) || !(block.values instanceof NumpyArray)) {
    throw new BenchError('a block that is not a numpy array');
  }
  const { values, placement } = block;
  if (values.shape.length !== 2) throw new BenchError(`a block of ${values.shape.length} dimensions instead of 2`);
  return { values, placement };
}

function columnNames(index: unknown): readonly string[] {
  const labels = index instanceof PickledIndex ? index.labels : undefined;
  const names = labels instanceof NumpyArray ? labels.data : undefined;
  if (!Array.isArray(names) || !names.every((name) => typeof name === 'string')) {
    throw new BenchError('columns whose names are not texts');
  }
  if (new Set(names).size !== names.length) throw new BenchError('two columns of one name');
  return names;
}

/** Which columns a block holds: a slice, or an array of positions. */
function placesOf(placement: unknown, count: number): ArrayLike<number> {
  if (placement instanceof Slice) {
    const { start, step } = placement;
    const by = step ?? 1;
    if (!Number.isSafeInteger(start) || !Number.isSafeInteger(by)) throw new BenchError('a block without a place');
    return Array.from({ length: count }, (_, i) => (start as number) + i * (by as number));
  }
  if (!(placement instanceof NumpyArray)) throw new BenchError('a block without a place');
  const places = numbersOf(placement.type!, placement.data);
  if (places.length !== count) throw new BenchError(`a block of ${count} columns placed at ${places.length}`);
  return places;
}

function columnOf(values: NumpyArray, row: number, name: string): FrameColumn {
  const [count, length] = values.shape as readonly [number, number];
  const type = values.type!;
  if (type.isObject) {
    const cells = (values.data as readonly unknown[]).slice(row * length, (row + 1) * length);
    return cells.map((cell, i) => checkCell(cell, name, i));
  }
  const numbers = blockNumbers(values, type);
  // Row `row` of a (count, length) matrix: consecutive in C order, strided in Fortran order.
  const [from, step] = values.isFortran ? [row, count] : [row * length, 1];
  if (type.code === 'b1') return Array.from({ length }, (_, i) => numbers[from + i * step] !== 0);
  return Float64Array.from({ length }, (_, i) => numbers[from + i * step]!);
}

/** Converted once per block, not once per column. */
function blockNumbers(values: NumpyArray, type: NumpyType): ArrayLike<number> {
  if (values.data instanceof Uint8Array) values.data = { numbers: numbersOf(type, values.data) };
  return (values.data as { numbers: ArrayLike<number> }).numbers;
}

function checkCell(cell: unknown, column: string, row: number): FrameCell {
  if (cell === null || typeof cell === 'string' || typeof cell === 'number' || typeof cell === 'boolean') return cell;
  if (Array.isArray(cell) && cell.every((part) => typeof part === 'string')) return cell;
  const what =
    cell === undefined ? 'a value that the file never stored' : 'neither text, number, boolean nor list of texts';
  throw new BenchError(`column "${column}", row ${row + 1} holds ${what}`);
}

function inOrder(
  columns: readonly string[],
  found: ReadonlyMap<string, FrameColumn>,
): ReadonlyMap<string, FrameColumn> {
  return new Map(
    columns.map((name) => {
      const column = found.get(name);
      if (column === undefined) throw new BenchError(`column "${name}" stands in no block`);
      return [name, column];
    }),
  );
}
