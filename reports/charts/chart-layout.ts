/** Size of a chart in pixels: the plot itself, and the room around it for axes and labels. */
export interface ChartLayout {
  readonly name: 'wide' | 'narrow';
  readonly width: number;
  readonly height: number;
  readonly padding: { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number };
}

/** For files and screens from about 700 pixels: curve names stand in the right margin. */
export const WIDE: ChartLayout = {
  name: 'wide',
  width: 720,
  height: 440,
  padding: { left: 56, right: 184, top: 34, bottom: 50 },
};

/** For phones: no margin labels, the page's legend names the curves. */
export const NARROW: ChartLayout = {
  name: 'narrow',
  width: 296,
  height: 320,
  padding: { left: 46, right: 18, top: 30, bottom: 48 },
};
