import type { PriceBook } from '../price-book.ts';
import { askedModel, configuredPrice } from '../provider/asked-model.ts';
import { judgeSignal } from './judge-signal.ts';
import { logProbability } from './log-probability.ts';
import { selfConsistency } from './self-consistency.ts';
import type { Signal } from './signal.ts';
import type { SignalConfig } from './signal-config.ts';

/** @throws {BenchError} where a judge has no price */
export function configuredSignal(config: SignalConfig, book: PriceBook): Signal {
  switch (config.kind) {
    case 'judge':
      return judgeSignal(askedModel(config.model, configuredPrice(config.model, book)), config.rubric);
    case 'self-consistency':
      return selfConsistency(config);
    case 'log-probability':
      return logProbability();
  }
}
