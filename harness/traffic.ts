import { z } from 'zod';
import { MOST_A_MONTH } from './traffic-bounds.ts';

/** What a month looks like in production: what savings are multiplied by, and what is taken off them. */
export const trafficSchema = z.strictObject({
  /** Requests a month, 1 … 10¹². */
  queriesPerMonth: z.int().min(1).max(MOST_A_MONTH).optional(),
  /** What keeping a router costs a month beside its queries, in USD: people, monitoring, refitting. */
  maintenanceUsdPerMonth: z.number().min(0).max(MOST_A_MONTH).optional(),
});

export type Traffic = z.infer<typeof trafficSchema>;
