import { z } from 'zod';
import { recordedModelSchema } from '../provider/provider-config.ts';

const judgeShape = {
  /** Who judges: a model at one of the config's providers. */
  model: recordedModelSchema,
  /** What makes an answer good, where the example has no rubric of its own. */
  rubric: z.string().min(1).optional(),
};

/** Who judges answers that no rule can grade, and how: `signalbox grade`. */
export const judgeSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    /** A score of 0..1. */
    kind: z.literal('rubric'),
    ...judgeShape,
  }),
  z.strictObject({
    /** Each answer is compared with that of another model: 1 where it wins, .5 for a tie, 0 where it loses. */
    kind: z.literal('pairwise'),
    ...judgeShape,
    /** Id of the model whose answers the others are compared with; its own are ties. */
    against: z.string().min(1),
  }),
]);
export type JudgeConfig = z.output<typeof judgeSchema>;
