import type { Results } from '../harness/evaluate/results.ts';
import { COMPLIANCE_HEADINGS, complianceRows, complianceWords } from './compliance.ts';
import { escaped, markdownTable } from './markdown-text.ts';

/** The price of compliance; nothing where nothing is constrained. */
export function complianceMarkdown(results: Results): string[] {
  if (results.compliance === undefined) return [];
  const rows = complianceRows(results).map((row) => row.map((cell) => escaped(cell, 300)));
  return [
    '## The price of compliance',
    complianceWords(results)
      .map((sentence) => escaped(sentence, 1000))
      .join(' '),
    markdownTable([...COMPLIANCE_HEADINGS], rows),
  ];
}
