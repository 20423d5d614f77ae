import { InvalidArgumentError } from '@commander-js/extra-typings';
import type { Traffic } from '../harness/traffic.ts';
import { MOST_A_MONTH } from '../harness/traffic-bounds.ts';

/** Reads `--queries-per-month`. */
export function queriesPerMonth(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= MOST_A_MONTH) return value;
  throw new InvalidArgumentError('A whole number from 1 to 1000000000000.');
}

/** Reads `--maintenance-usd`. */
export function maintenanceUsd(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && value >= 0 && value <= MOST_A_MONTH) return value;
  throw new InvalidArgumentError('USD a month, from 0 to 1000000000000.');
}

export interface TrafficOptions {
  readonly queriesPerMonth?: number | undefined;
  readonly maintenanceUsd?: number | undefined;
}

/** What was known of a month, and what the options say over it. */
export function trafficWith(known: Traffic | undefined, options: TrafficOptions): { traffic?: Traffic } {
  const { queriesPerMonth: queries, maintenanceUsd: upkeep } = options;
  if (known === undefined && queries === undefined && upkeep === undefined) return {};
  return {
    traffic: {
      ...known,
      ...(queries === undefined ? {} : { queriesPerMonth: queries }),
      ...(upkeep === undefined ? {} : { maintenanceUsdPerMonth: upkeep }),
    },
  };
}
