import { InvalidArgumentError } from '@commander-js/extra-typings';

/** Reads the value of an option that is a whole number from `least` to `most`, at most 999999999. */
export function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d{1,9}$/.test(text) && value >= least && value <= most) return value;
    throw new InvalidArgumentError(`A whole number from ${least} to ${most}.`);
  };
}
