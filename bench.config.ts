import {
  cascade,
  classifier,
  clusters,
  defineConfig,
  hybrid,
  knn,
  linear,
  roundRobin,
  rules,
  semanticRoutes,
} from 'signalbox';

// Where models are asked by `signalbox record`; a bench asks nobody. This one is `signalbox simulate`, on your machine.
const providers = { simulator: { baseUrl: 'http://127.0.0.1:8787/v1', simulated: true } };

// Two models that help to route: one sorts requests into classes, one judges answers. What they said to the prompts of the
// bundled dataset is recorded in it. Prices in USD per million tokens.
const reader = { id: 'sim-classifier', provider: 'simulator', maxTokens: 32, price: { input: 0.1, output: 0.4 } };
const judge = { id: 'sim-judge', provider: 'simulator', maxTokens: 128, price: { input: 0.4, output: 1.6 } };

const classes = [
  { name: 'extraction', description: 'pull named fields out of a text, usually as JSON' },
  { name: 'classification', description: 'put a text under one of a few labels' },
  { name: 'arithmetic', description: 'a word problem whose answer is a number' },
  { name: 'code', description: 'say what a program prints or does' },
  { name: 'summary', description: 'shorten a text' },
  { name: 'rewriting', description: 'change dates, units or words of a text and keep the rest' },
  { name: 'chat', description: 'write a message to somebody' },
  { name: 'reading', description: 'answer a question about a text' },
];

// A few example requests of each kind.
const routes = [
  {
    name: 'extraction',
    utterances: [
      'Extract name, date and amount from this email as JSON.',
      'Write city, item and code of the note as a JSON object.',
      'Read the letter and give me the fields as JSON, no code fence.',
    ],
  },
  {
    name: 'arithmetic',
    utterances: [
      'A baker made 40 loaves and sold 17. How many loaves are left?',
      'Each crate holds 12 bottles. How many bottles are in 9 crates?',
      'What is the total after all the changes? Show your working.',
    ],
  },
  {
    name: 'code',
    utterances: [
      'What does this program print?',
      'Predict the output of the following Python code.',
      'Follow the variables. What is shown in the end? print(sum(x))',
    ],
  },
  {
    name: 'summary',
    utterances: ['Summarise this in at most 30 words.', 'Boil the text down to one sentence and mention the mayor.'],
  },
  {
    name: 'rewriting',
    utterances: ['Rewrite every date as YYYY-MM-DD.', 'Convert the units to metric and use British words.'],
  },
  {
    name: 'chat',
    utterances: [
      'Write a friendly message to my neighbour.',
      'Draft a short note to the landlord. Begin with "Hello".',
    ],
  },
  {
    name: 'reading',
    utterances: [
      'According to the text, on which day did it happen?',
      'Who did it? A) the mayor B) the cook C) the judge',
    ],
  },
  {
    name: 'classification',
    utterances: [
      'Which section of the paper does it belong to? One label.',
      'Is this urgent or routine? Answer with the label.',
    ],
  },
];

// What to compare, and the only file that joins data, routers and objective. `npm run bench` runs it.
export default defineConfig({
  // 6,000 prompts and the answers of five simulated models: it shows how Signalbox works and proves nothing about real ones.
  // Real answers: `npm run -s signalbox -- bench --dataset zeroeval`. Your own: a folder or table, see datasets/README.md.
  dataset: 'simulated-assistant',

  // What competes. Single models, mixing at random, task means and the oracle stand beside them in every report.
  routers: [
    // The first rule that holds decides. No learning: what a careful engineer would write on the first day.
    rules({
      rules: [
        { name: 'long prompts', when: 'prompt.words > 120', use: 'sim-large' },
        { name: 'code', when: 'prompt.code', use: 'sim-large' },
        {
          name: 'sorting and extracting',
          when: 'prompt.text.matches("(?i)json|label|categor|classif")',
          use: 'sim-small',
        },
        { name: 'paying customers', when: 'metadata.tier == "enterprise"', use: 'sim-large' },
      ],
      otherwise: 'sim-medium',
    }),
    // The nearest example request decides, and the answers to the training prompts of each route say which model is worth
    // its price there.
    semanticRoutes({ routes }),
    // Predicted quality of each model from the nearest answered prompts. k, weights and shrinkage by cross-validation
    // inside train; `knn-k10` is the plain form of the papers, which picks the luckiest of many noisy means.
    knn(),
    knn({ name: 'knn-k10', k: 10, weights: 'uniform', shrinkage: 0 }),
    // Ridge regression on the embedding, one per model; and means of groups of prompts.
    linear(),
    clusters(),
    // A model reads the request and names its class: its tokens and its latency are on the bill of every request.
    classifier({ model: reader, classes }),
    // Semantic routes first; the model reads only what they cannot tell apart.
    hybrid({ routes, classifier: { model: reader, classes } }),
    // The cheapest model answers first; where the judge does not like the answer, the next one is asked. All is billed.
    cascade({ signal: 'judge' }),
    // Load balancing, to show what it is worth.
    roundRobin(),
  ],

  // Who may see what, before anything is sent anywhere: it binds routers and readers, and every fallback. `model` has the
  // attributes of the dataset's card and of `attributes` here; what is missing or fails denies.
  constraints: [
    { name: 'health data', allow: 'metadata.dataClass != "phi" || model.baa' },
    {
      name: 'stays in the EU',
      allow: 'metadata.region != "eu" || metadata.dataClass == "public" || model.region != "us"',
    },
    { name: 'fits the context', allow: 'prompt.tokens + 500 <= model.contextTokens' },
  ],

  // Whom to ask when the chosen model fails; `signalbox failover` tries it on recorded traffic.
  failover: {
    chains: [{ name: 'strong to weak', to: ['sim-large', 'sim-medium', 'sim-small'] }],
    retries: 1,
    switchAfterMs: 20_000,
    attemptTimeoutMs: 30_000,
    totalTimeoutMs: 60_000,
  },

  // For `signalbox record`: who is asked, and which scores of answers are collected for cascades.
  providers,
  record: { signals: { judge: { kind: 'judge', model: judge } } },

  // The cheapest that loses at most one point of quality against the best single model.
  objective: { kind: 'cheapest-within', margin: 0.01 },

  // Everything random follows from it: same seed, same data, same bytes.
  seed: 1,
});
