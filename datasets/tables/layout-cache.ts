/** Most layouts that are kept: a hostile file could have as many sets of columns as rows. */
const MOST_LAYOUTS = 1000;

/** The layouts of the rows of one file, each understood once for its set of columns. */
export interface LayoutCache<Layout> {
  of(columns: readonly string[]): Layout;
  /** The layout of the first row. */
  first(): Layout | undefined;
}

/** @param understand is told what the first row was understood as */
export function layoutCache<Layout>(
  understand: (columns: readonly string[], first: Layout | undefined) => Layout,
): LayoutCache<Layout> {
  const known = new Map<string, Layout>();
  let last: { readonly columns: readonly string[]; readonly layout: Layout } | undefined;
  let first: Layout | undefined;
  return {
    of(columns) {
      if (last?.columns === columns) return last.layout;
      const key = JSON.stringify(columns);
      const layout = known.get(key) ?? understand(columns, first);
      if (known.size < MOST_LAYOUTS) known.set(key, layout);
      first ??= layout;
      last = { columns, layout };
      return layout;
    },
    first: () => first,
  };
}
