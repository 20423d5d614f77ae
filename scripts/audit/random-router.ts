import { z } from 'zod';
import { type Assessment, FREE, type RouterKind } from '../../harness/router.ts';

const paramsSchema = z.strictObject({
  kind: z.enum(['scores', 'ranking', 'cascade']),
  quality: z.array(z.number()),
});

/** A router that thinks the same of every request, in one of the three ways in which routers think. */
export const randomRouter: RouterKind = {
  kind: 'random',
  params: paramsSchema,
  restore(spec) {
    const { kind, quality } = paramsSchema.parse(spec.params);
    const models = quality.map((_, m) => m).sort((a, b) => quality[b]! - quality[a]!);
    const common = { bill: FREE, why: () => [] };
    const assessment: Assessment =
      kind === 'scores'
        ? {
            ...common,
            kind,
            quality: Float64Array.from(quality),
            outputTokens: new Float64Array(quality.length).fill(50),
          }
        : kind === 'ranking'
          ? { ...common, kind, models }
          : { ...common, kind, models, signal: 'judge' };
    return { spec, notes: [], assess: async (requests) => requests.map(() => assessment) };
  },
};
