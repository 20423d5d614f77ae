import { InvalidArgumentError } from '@commander-js/extra-typings';

/** An amount in USD above 0, from the command line. */
export function dollars(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value) && value > 0) return value;
  throw new InvalidArgumentError('An amount in USD above 0, such as 5 or 0.25.');
}
