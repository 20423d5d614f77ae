import { minus } from './chosen-figures.ts';
import { alwaysModel, atChoices, type Choices } from './outcomes.ts';
import type { Setting } from './setting.ts';

/** Quality of each choice on test minus that of the reference model, query by query. */
export function differenceToReference(choices: Choices, { test, reference }: Setting): Float64Array {
  const always = alwaysModel(test.outcomes, reference);
  return minus(atChoices(test.outcomes, 'quality', choices), atChoices(test.outcomes, 'quality', always));
}
