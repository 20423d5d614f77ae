/**
 * A measurement by others to hold our figures against. The times are printed in the sample's two README files (one
 * question about history and one about mathematics each). The monthly sums belong to the article and are quoted; the
 * sample does not say what they are made of.
 */
export const PUBLISHED_ROUTING_COST = {
  title: 'Multi-LLM routing strategies for generative AI applications on AWS',
  publisher: 'AWS Machine Learning Blog, 2025',
  sample: 'github.com/aws-samples/sample-multi-llm-dynamic-prompt-routing',
  classifier: { seconds: [0.537, 0.598], usdPerMonth: 188.9 },
  semantic: { seconds: [0.092, 0.106], usdPerMonth: 107.9 },
} as const;

/** One caption: the measurement, its setting and its source. */
export function publishedRoutingCostWords(): string {
  const { title, publisher, sample, classifier, semantic } = PUBLISHED_ROUTING_COST;
  const seconds = ([low, high]: readonly [number, number]) => `${low.toFixed(3)} to ${high.toFixed(3)} s`;
  const dollars = (amount: number) => `$${amount.toFixed(2)}`;
  return (
    `A published measurement, of two kinds of question (history, mathematics) sent to two Claude models on Amazon Bedrock: a classifier (Titan Text Express) took ${seconds(classifier.seconds)} per request, ` +
    `semantic search (Titan Text Embeddings V2, FAISS) ${seconds(semantic.seconds)}; the costs quoted for 100,000 questions a day are ${dollars(classifier.usdPerMonth)} and ${dollars(semantic.usdPerMonth)} a month. ` +
    `Other prompts, prices and infrastructure than here: compare the order, not the sums. Source: “${title}”, ${publisher}; times from its sample, ${sample}.`
  );
}
