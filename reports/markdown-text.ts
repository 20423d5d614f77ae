import { plainText } from './plain-text.ts';

/** The first column to the left, all others to the right. */
export function markdownTable(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(headings), line(headings.map((_, i) => (i === 0 ? ':---' : '---:'))), ...rows.map(line)].join('\n');
}

/** Every character that Markdown or HTML could take for markup becomes text; so do `@name` and `#1`, which would notify. */
export function escaped(text: string, longest?: number): string {
  return plainText(text, longest)
    .replace(/[\\`*_{}[\]()#+!|~$]/g, '\\$&')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('@', '&#64;')
    .replace(/:\/\//g, '&#58;//')
    .replace(/\bwww\./gi, 'www&#46;');
}
