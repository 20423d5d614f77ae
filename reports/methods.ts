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
    term: 'Saving a month',
    text: 'The paired difference of cost per test query, times the queries of a month; its interval is that of the difference, and upkeep moves both ends. A mix of single models beside it is what validate would ship without routers, or the cheapest that promised as much there; its cost and quality on test are exact expectations. Break-even is upkeep ÷ saving per query, its interval from the ends of that of the saving.',
    source: 'Signalbox',
  },
  {
    term: 'Last point of quality',
    text: 'The cost of a step between two neighbouring vertices of the curve’s hull on validate over the quality that it brings, both measured on test. The interval is Fieller’s: it has no end, and the figure is not defined, where the quality cannot be told apart from none.',
    source: 'Fieller, 1954',
  },
  {
    term: 'Price at which the verdict changes',
    text: 'The price of one model is multiplied by factors from 1/16 to 16, and everything is decided again as on validate: sweep, operating points, what ships. The nearest change in each direction is narrowed down to about 2 %; one that is undone between two doublings is not seen.',
    source: 'Signalbox',
  },
  {
    term: 'Too few queries',
    text: 'The difference that the test queries can show is (t at .95 + t at .8) standard errors of the paired quality difference to the reference model: a one-sided test at 5 % finds it in four of five runs.',
    source: 'the usual sample size formula',
  },
  {
    term: 'Simulated judge',
    text: 'A cascade whose judge knows the grades, accepts what reaches the .95 quantile of the task’s qualities on train, and errs with probability ε; it is swept over the budget per query. It is never a candidate.',
    source: 'RouterBench, arXiv 2403.12031, §5',
  },
  {
    term: 'Coverage',
    text: 'Test queries in fifths by their distance (1 − cosine of embeddings) from what a router was fitted on: training prompts, cluster centres or example utterances. Far queries may be harder for every model, so the router is compared with the reference model on the same queries; the farthest fifth is compared with all others.',
    source: 'Signalbox',
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
    text: '95 %, Student’s t on the per-query values, robust to groups of related queries; where every query stands alone it is the plain interval for independent ones. Everything that is chosen was fixed on train and validate, so that test only measures.',
    source: 'cluster-robust variance (Liang and Zeger, 1986)',
  },
  {
    term: 'Intervals of figures that are no means',
    text: 'The 95th percentile of latency lies between two order statistics: by the binomial distribution where queries stand alone, by Woodruff’s method where they come in clusters. Macro-F1 has a studentised bootstrap interval, whole clusters drawn 999 times.',
    source: 'David and Nagaraja, 2003; Woodruff, 1952; Efron and Tibshirani, 1993, §12.5',
  },
  {
    term: 'p and p (Holm)',
    text: 'The chance of a paired difference at least as large, either way, if there were none, from the same studentised difference as the interval. Holm’s correction keeps the chance of any false finding at 5 % over all comparisons together: every router’s AIQ against the zero router, and the quality of every router that may ship against the reference model.',
    source: 'Holm, 1979',
  },
  {
    term: 'May be best',
    text: 'The 95 % confidence set for the largest AIQ among routers and zero router: in 95 of 100 datasets it holds everything that is truly best, ties included. Two in the set are not shown to be equal: these queries cannot tell.',
    source: 'multiple comparisons with the best (Hsu, 1984), stepped down (Romano and Wolf, 2005)',
  },
  {
    term: 'Detectable difference, needed queries',
    text: 'The smallest true difference of quality that a paired test at the 5 % level finds with a chance of 80 %, from the measured spread of paired differences to the reference model: its median over all candidates, and its range. The number of queries for a margin is the one-sided counterpart, for a candidate that truly loses nothing.',
    source: 'Cohen, 1988, §2.4',
  },
  {
    term: 'Claims withheld',
    text: 'With fewer than 30 independent clusters on test, no p-values and no confidence set are given. A task with fewer than 30 test prompts is marked.',
    source: 'Signalbox',
  },
  {
    term: 'Over other splits',
    text: 'The whole bench repeated with other seeds: other prompts to fit, to choose and to test on. Quartiles describe the repetitions; because they share their prompts, they are no confidence interval. A promise is broken where test leaves no doubt that what ships misses the claim of the objective: of the cheapest within a margin, where the 95 % upper bound of its quality minus that of the reference model lies below minus the margin.',
    source: 'Signalbox',
  },
  {
    term: 'Learning curve',
    text: 'Routers fitted on nested random subsets of the training prompts, whole groups, and measured on the same validate and test. The gain of the last doubling is all training prompts minus a random half, paired by test query; its interval adds the variance of the queries and that of the half drawn. The set is big enough where the interval ends below the margin of the objective (without one, a point).',
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
    term: 'Optimal selection, cost and accuracy',
    text: 'Of the queries that some model solves, the share sent to the cheapest right model; over the queries answered rightly, the cost of the cheapest right models ÷ what was spent; the quality reached ÷ the best there is. Right means as good as the best model.',
    source: 'RouterArena',
  },
  {
    term: 'PerfGain, CostSave, ParetoDist',
    text: 'The largest gain of a curve over the best single model; 1 − cost ÷ cost of that model, at the cheapest point as good as it; the mean Euclidean distance of the points to the Pareto frontier of all routers and models, cost and quality divided by the range of the single models. All are found on test, so that some luck is in them.',
    source: 'LLMRouterBench, arXiv 2601.07206; norm and scale are ours',
  },
  {
    term: 'Brier score and ECE',
    text: 'The mean squared distance between predicted quality and grade, and the mean distance between both in 15 bins of equally many predictions. Of the chosen models, or of every model for every query; where choices favour what is overestimated, the former is the worse.',
    source: 'Brier, 1950; Naeini et al., 2015',
  },
  {
    term: 'Oracle gap',
    text: 'Quality lost against the oracle frontier at the same mean cost. Part of it cannot be closed: the frontier knows the grades.',
    source: 'Signalbox',
  },
  {
    term: 'Gap to the oracle',
    text: 'Every test query is solved by no model, sent to a model that another one betters, answered as well as the best model could but dearer than the cheapest that could, or sent as the oracle has it. The losses of quality add up to the gap, the sums to the difference in cost; routing itself stands apart.',
    source: 'Signalbox',
  },
  {
    term: 'Regret',
    text: 'The value of the oracle frontier minus that of the router at the same λ, quality − cost ÷ λ, routing included; the mean is over six λ, from a tenth of the range of the models’ costs on train to infinity. Of a cascade the level that is worth most on validate is taken.',
    source: 'Signalbox',
  },
  {
    term: 'Among the best at λ',
    text: 'The share of queries whose chosen model has the largest true quality − cost ÷ λ of all models, at the λ that the router was set to. A second-best model can be nearly as good: read it beside regret.',
    source: 'Signalbox',
  },
  {
    term: 'Hypervolume',
    text: 'The area of all costs and qualities that some point of the curve is at least as good as, up to the cost of the dearest single model, divided by that cost: 1 would be quality 1 for nothing. Mixtures of points are not counted.',
    source: 'Zitzler and Thiele, 1998',
  },
  {
    term: 'Slices',
    text: 'Queries by a key of their metadata with 2 to 20 values, numbers by thirds that were cut on train. A slice, or a task, with fewer than 30 test prompts is marked ‡: its figures are hints.',
    source: 'Signalbox',
  },
  {
    term: 'Micro and macro',
    text: 'A micro average is the mean over all test queries, a macro average the unweighted mean over tasks of each task’s mean. Figures of this report are micro averages unless they are called macro.',
    source: 'RouterBench, arXiv 2403.12031, reports macro averages',
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
