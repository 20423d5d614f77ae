/** What a figure of the report means, in two sentences, and where it comes from. */
export interface Method {
  readonly term: string;
  readonly text: string;
  readonly source: string;
}

export const METHODS: readonly Method[] = [
  {
    term: 'Quality and cost',
    text: 'Quality is the grade of the answer from 0 to 1; cost is USD per query with everything that routing itself spends. Both are means over the test queries that every model of the pool answered.',
    source: 'Signalbox, invariants 2 and 4',
  },
  {
    term: 'Operating point',
    text: 'A setting of the tradeoff λ, in USD per unit of quality: the router takes the model with the largest predicted quality − predicted cost ÷ λ. Two settings can be mixed by a hash of the session or the request. Of a cascade the setting is the level of its signal at which it accepts an answer.',
    source: 'RouterBench, arXiv 2403.12031, §4',
  },
  {
    term: 'Cascade',
    text: 'Models are asked one after the other until an answer’s recorded signal reaches the level. Every answer asked for and every signal are billed and their latencies add up; the last model’s answer is taken unjudged, and an answer whose signal is missing is not accepted.',
    source: 'FrugalGPT, arXiv 2305.05176; RouterBench, arXiv 2403.12031, §3.2',
  },
  {
    term: 'Classifier and hybrid',
    text: 'A model reads the request and names its class; a hybrid asks it only where embeddings leave the class open. Each call is billed as recorded: its tokens at the declared price, its latency as it was; a call whose answer names no class is billed too. Where a provider reported no tokens, they are counted.',
    source: 'Signalbox, invariant 2',
  },
  {
    term: 'Cost of routing',
    text: 'All that a request costs beside the answer that counts: embedding, classifier, and in a cascade the signals and the answers thrown away. It is part of every cost and latency on this page; its share of the saving is taken of what would be saved if routing were free.',
    source: 'Signalbox, invariant 2',
  },
  {
    term: 'Recognised classes',
    text: 'How often the class that a router sorted a request into is that of the label, or of the task where the labels are no classes. A class that is named but never true counts with an F1 of 0. It says nothing of cost: a request of a missed class can still be answered well.',
    source: 'standard definitions',
  },
  {
    term: 'Simulated judge',
    text: 'A cascade whose judge knows the grades, accepts what reaches the .95 quantile of the task’s qualities on train, and errs with probability ε; it is swept over the budget per query. It is never a candidate.',
    source: 'RouterBench, arXiv 2403.12031, §5',
  },
  {
    term: 'Zero router',
    text: 'The non-decreasing convex hull of the single models: what mixing them at random gives without looking at the query. A router that is not above it is worth nothing.',
    source: 'RouterBench, arXiv 2403.12031, §4',
  },
  {
    term: 'AIQ',
    text: 'Average quality over 401 even budgets between the cheapest and the dearest single model, each bought by the mixture of operating points that was fixed on validate. It is a mean over test queries, so its interval is honest; the realised cost is kept beside it.',
    source: 'after RouterBench; the hull is fixed before test',
  },
  {
    term: 'AIQ − zero',
    text: 'The paired difference to the zero router, query by query. An interval above zero means that the router knows something about the queries.',
    source: 'Signalbox',
  },
  {
    term: 'Certified choice',
    text: 'Each router’s operating points are tested on validate from dear to cheap, each at the whole error rate of its path, until the first that cannot be shown to keep the claim; rare differences are guarded by the exact binomial tail. Of the certified points the one that serves the objective best ships, if its router is also shown to know more about queries than mixing at equal cost.',
    source: 'fixed-sequence testing in Learn-then-Test, arXiv 2110.01052',
  },
  {
    term: 'Without a router',
    text: 'Single models, and two of them that share the traffic at random, on the hull of their means on train: a path like a router’s. A router ships only if it serves the objective better than the best of these that is certified.',
    source: 'Signalbox',
  },
  {
    term: 'Promise and delivery',
    text: 'What validate said of the policy beside what test says. A promise is broken where the whole 95 % interval on test lies beyond the claim. What was chosen among many looks better on the data that it was chosen by: read delivery.',
    source: 'Signalbox',
  },
  {
    term: 'Task mean',
    text: 'A reference that knows the name of the task and nothing else, and predicts the mean quality per task on train. Its gain is the part that a router can reach by merely recognising the task.',
    source: 'Signalbox',
  },
  {
    term: 'Shuffled outcomes',
    text: 'The same router fitted to train outcomes that were permuted between queries. Against constant predictions (mean quality and answer length of each model for every query, so that only prices and prompt lengths are known) it must gain nothing: a gain means that test data leaked into fitting.',
    source: 'permutation control',
  },
  {
    term: 'Oracle and oracle frontier',
    text: 'The oracle takes for every query the best answer there is, the cheapest one among equals; a query that no model solves is charged at the cheapest model. The frontier does the same for every willingness to pay: the most that any router could reach at that cost.',
    source: 'RouterBench, with its own convention for unsolved queries replaced by the cheapest model',
  },
  {
    term: 'Random mix',
    text: 'Every query goes at random to the cheapest or the dearest model, with a given probability. Its expected value is exact; nothing is sampled.',
    source: 'RouteLLM, arXiv 2406.18665',
  },
  {
    term: 'Cost saved',
    text: '1 − cost ÷ cost of the reference model, on the same queries. The interval is taken on the logarithm of the ratio by the delta method.',
    source: 'Signalbox',
  },
  {
    term: 'Intervals',
    text: '95 %, Student’s t on the per-query values, robust to groups of related queries. Everything that is chosen was fixed on train and validate, so that test only measures.',
    source: 'cluster-robust variance (Liang and Zeger, 1986)',
  },
  {
    term: 'Over other splits',
    text: 'The whole bench repeated with other seeds: other prompts to fit, to choose and to test on. Quartiles describe the repetitions; because they share their prompts, they are no confidence interval. A promise is broken where test leaves no doubt that what ships misses the claim of the objective: of the cheapest within a margin, where the 95 % upper bound of its quality minus that of the reference model lies below minus the margin.',
    source: 'Signalbox',
  },
  {
    term: 'Learning curve',
    text: 'Routers fitted on nested random subsets of the training prompts, whole groups, and measured on the same validate and test. The gain of the last doubling is all training prompts minus a random half, paired by test query; its interval adds the variance of the queries and that of the half drawn.',
    source: 'degrees of freedom after Welch (1947) and Satterthwaite (1946)',
  },
  {
    term: 'AIQ (paper) and (code-compatible)',
    text: 'The area under the hull taken on test, over the cost range of the single models, and the variant that RouterBench’s code computes, which depends on the routers compared. Both are point estimates for comparison with published numbers.',
    source: 'RouterBench, arXiv 2403.12031, and its evaluation code',
  },
  {
    term: 'PGR, APGR, CPT',
    text: 'With two models: the share of the quality gap between weak and strong that is closed, its average over all shares of strong calls, and the share of strong calls at which 20, 50 or 80 % of the gap is closed. A random router has an APGR of about one half.',
    source: 'RouteLLM, arXiv 2406.18665',
  },
  {
    term: 'Arena score',
    text: 'Accuracy and the logarithm of the cost per 1,000 queries in one number, accuracy counting ten times as much (β = 0.1). Costs are clamped to $0.0044 … $200.',
    source: 'RouterArena',
  },
  {
    term: 'Oracle gap',
    text: 'Quality lost against the oracle frontier at the same mean cost. Part of it cannot be closed: the frontier knows the grades.',
    source: 'Signalbox',
  },
  {
    term: 'Routing accuracy, macro-F1',
    text: 'How often the chosen model is the one that the dataset’s label names, and the mean F1 over the classes. A wrong route can be harmless and a right one dear: read it beside quality and cost.',
    source: 'standard definitions',
  },
  {
    term: 'Label noise and judge error',
    text: 'A share of the grades is made wrong: inverted where a task is graded right or wrong, else replaced by another of the model’s grades on the task. Label noise concerns train only; judge error concerns train and validate, so that wrong grades also choose what ships. Test is always graded right.',
    source: 'Signalbox',
  },
  {
    term: 'A model with few outcomes',
    text: 'What is not known of it is estimated before routers learn: how much better than usual the other models did at the prompt, plus the model’s own mean on the task, shrunk by ten outcomes to its mean over all tasks, and this by ten to the mean of the pool.',
    source: 'Signalbox, after shrinkage estimation (Efron and Morris, 1975)',
  },
  {
    term: 'Routes that flip',
    text: 'Robustness is 1 − the share of reworded queries whose route differs from that of the original. Of a mixture both wordings take part in the same draw and queries count with their expectation. The effect on quality and cost is that of the other route on the same outcomes.',
    source: 'RouterArena; the effects are Signalbox’s',
  },
];
