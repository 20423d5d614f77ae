/** What stands in one cell of an object column. `null` is Python's None; a list holds texts only. */
export type FrameCell = string | number | boolean | null | readonly string[];
/** Numeric columns are Float64Array, NaN where pandas has NaN; others are lists of cells. */
export type FrameColumn = Float64Array | readonly FrameCell[];

export interface DataFrame {
  /** In the order of the frame; unique. */
  readonly columns: readonly string[];
  readonly rows: number;
  readonly values: ReadonlyMap<string, FrameColumn>;
}
