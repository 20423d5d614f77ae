import { InvalidArgumentError } from '@commander-js/extra-typings';

/** A share 0..1, from the command line. */
export function share(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && value >= 0 && value <= 1) return value;
  throw new InvalidArgumentError('A number from 0 to 1.');
}
