import { InvalidArgumentError } from '@commander-js/extra-typings';
import type { ArrivalRate } from './arrivals.ts';

const PER_MINUTE: Readonly<Record<string, number>> = { s: 60, min: 1, h: 1 / 60 };

/** Reads `--rate`: requests per minute. */
export function arrivalRate(text: string): ArrivalRate {
  if (text === 'recorded') return text;
  const [, number, unit] = /^(\d+(?:\.\d+)?)\/(s|min|h)$/.exec(text) ?? [];
  const rate = Number(number) * PER_MINUTE[unit ?? '']!;
  if (rate > 0 && rate <= 1e6) return rate;
  throw new InvalidArgumentError(
    'Requests in a time, such as 60/min, 5/s or 100/h, or "recorded" for the times of the dataset.',
  );
}
