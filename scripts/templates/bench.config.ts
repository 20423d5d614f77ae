import { clusters, defineConfig, knn, linear, rules } from 'signalbox';

// What to compare. Run it with `signalbox bench`; then open runs/latest/report.html.
export default defineConfig({
  // Your prompts with the answers of your models: a folder in the native format, or one table (CSV, JSONL, Parquet).
  // In this table each model has the columns `MODEL` (its score) and `MODEL|total_cost` (USD). Public data sets go by
  // name: `signalbox datasets list`.
  dataset: './example.csv',

  // What competes. Every single model, mixing at random, and the oracle are always in the report beside them.
  routers: [
    // The first rule that holds decides. Conditions are CEL over prompt.tokens, .words, .code, .questions, .language,
    // .turns, .text and your metadata.
    rules({
      rules: [{ name: 'code or long', when: 'prompt.code || prompt.words > 60', use: 'large-model' }],
      otherwise: 'small-model',
    }),
    // Predict each model's quality from the answers to the nearest known prompts. What is left out (k, shrinkage) is
    // chosen by cross-validation inside the training prompts.
    knn(),
    // The same, with a regression on the embedding, or with groups of prompts.
    linear(),
    clusters(),
  ],

  // What "best" means: here, the cheapest that loses at most 1 point of quality against the best single model.
  // Others: { kind: 'best-under-budget', maxUsdPerQuery: .002 } and { kind: 'willingness-to-pay', usdPerQuality: .05 }.
  objective: { kind: 'cheapest-within', margin: 0.01 },

  // Everything random follows from it: same seed, same data, same results.
  seed: 1,
});
