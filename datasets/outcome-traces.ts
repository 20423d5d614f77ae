import type { NativeOptions } from './native/read-native.ts';

/** What outcomes say beside their numbers, kept while they are read: texts themselves are too large. */
export interface OutcomeTraces {
  /** Characters of a response; `undefined` where no response is recorded. */
  responseLength(example: number, model: number): number | undefined;
  /** The name of the model that answered, where it was not the one asked for. */
  servedModel(example: number, model: number): string | undefined;
}

/** Traces, and the options of `readNative` that fill them. */
export function outcomeTraces(): {
  readonly traces: OutcomeTraces;
  readonly listeners: Required<Pick<NativeOptions, 'onResponse' | 'onServedModel'>>;
} {
  const lengths = new Map<number, number[]>();
  const served = new Map<number, Map<number, string>>();
  return {
    traces: {
      responseLength: (example, model) => lengths.get(model)?.[example],
      servedModel: (example, model) => served.get(model)?.get(example),
    },
    listeners: {
      onResponse: (example, model, { length }) => {
        const ofModel = lengths.get(model) ?? [];
        ofModel[example] = length;
        lengths.set(model, ofModel);
      },
      onServedModel: (example, model, name) => {
        served.set(model, (served.get(model) ?? new Map<number, string>()).set(example, name));
      },
    },
  };
}
