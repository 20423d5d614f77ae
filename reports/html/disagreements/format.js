/** USD per query as USD per 1,000 queries, with about three significant digits: as `reports/format.ts`. */
export function per1000(usd) {
  const amount = usd * 1000;
  const size = Math.abs(amount);
  if (size === 0) return '$0.00';
  const digits = Math.min(6, Math.max(size < 100 ? 2 : 0, 2 - Math.floor(Math.log10(size))));
  const text = size.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return `${amount < 0 ? '−' : ''}$${text}`;
}

export function time(ms) {
  if (ms >= 1000) return `${(ms / 1000).toFixed(2)} s`;
  return `${ms >= 10 ? ms.toFixed(0) : ms.toFixed(1)} ms`;
}

/** A grade: 1, 0, .583. */
export function grade(quality) {
  return String(Math.round(quality * 1000) / 1000);
}

export function count(n) {
  return n.toLocaleString('en-US');
}

export function share(part, all) {
  return `${(all === 0 ? 0 : (100 * part) / all).toFixed(1)}\u00a0%`;
}
