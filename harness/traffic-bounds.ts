/** Most queries and most USD of upkeep that a month may have: beyond it somebody mistyped. */
export const MOST_A_MONTH = 1e12;
