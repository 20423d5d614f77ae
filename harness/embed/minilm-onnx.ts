import { bytesOf } from '../fingerprint.ts';
import { FLOAT, INT64, type OnnxNode, type OnnxTensor, onnxModel } from './onnx-protobuf.ts';
import type { Weight } from './tfjs-weights.ts';

/** Sizes of all-MiniLM-L6-v2: a BERT of six layers. */
export const MINILM = {
  layers: 6,
  heads: 12,
  headSize: 32,
  hiddenSize: 384,
  intermediateSize: 1536,
  vocabulary: 30_522,
  positions: 512,
  tokenTypes: 2,
  layerNormEpsilon: 1e-12,
} as const;

const BERT = 'StatefulPartitionedCall/model/tf_bert_model/bert/';
const SEQUENCES = ['batch_size', 'sequence_length'] as const;

/**
 * Writes the graph of all-MiniLM-L6-v2 with the weights of its TensorFlow.js form as an ONNX model in single
 * precision: token ids in, the last hidden state out. Names and order are fixed, so that the file has one checksum.
 */
export function minilmOnnx(weights: ReadonlyMap<string, Weight>): Uint8Array {
  const graph = new BertGraph(weights);
  graph.constants();
  let hidden = graph.embeddings();
  const mask = graph.attentionMask();
  for (let layer = 0; layer < MINILM.layers; layer++) {
    hidden = graph.feedForward(layer, graph.attention(layer, hidden, mask));
  }
  graph.node('Identity', [hidden], {}, 'last_hidden_state');
  return onnxModel({
    name: 'minilm',
    producer: 'tfjs-minilm-to-onnx',
    opset: 14,
    nodes: graph.nodes,
    constants: graph.tensors,
    inputs: ['input_ids', 'attention_mask', 'token_type_ids'].map((name) => ({ name, type: INT64, shape: SEQUENCES })),
    outputs: [{ name: 'last_hidden_state', type: FLOAT, shape: [...SEQUENCES, MINILM.hiddenSize] }],
  });
}

/** Collects nodes and constants; each method adds one part of the network and returns the name of its output. */
class BertGraph {
  readonly nodes: OnnxNode[] = [];
  readonly tensors: OnnxTensor[] = [];
  readonly #weights: ReadonlyMap<string, Weight>;
  #unnamed = 0;

  constructor(weights: ReadonlyMap<string, Weight>) {
    this.#weights = weights;
  }

  node(operator: string, inputs: string[], attributes: OnnxNode['attributes'] = {}, output?: string): string {
    const out = output ?? `t${this.#unnamed++}`;
    this.nodes.push({ operator, inputs, outputs: [out], name: `n${this.nodes.length}`, attributes });
    return out;
  }

  constants(): void {
    this.#floats('eps', [], [MINILM.layerNormEpsilon]);
    this.#floats('one', [], [1]);
    // Added to the attention of padding: its share is then exactly 0 in single precision.
    this.#floats('neg', [], [-10_000]);
    this.#floats('half', [], [0.5]);
    this.#floats('isq2', [], [Math.SQRT1_2]);
    this.#floats('scl', [], [1 / Math.sqrt(MINILM.headSize)]);
    this.#integers('axes12', [2], [1, 2]);
    this.#integers('heads', [4], [0, 0, MINILM.heads, MINILM.headSize]);
    this.#integers('merge', [3], [0, 0, MINILM.hiddenSize]);
    this.#integers('s0', [], [0]);
    this.#integers('s1', [], [1]);
  }

  embeddings(): string {
    const length = this.node('Gather', [this.node('Shape', ['input_ids']), 's1'], { axis: { int: 0 } });
    const positions = this.node('Range', ['s0', length, 's1']);
    const words = this.#lookUp('word', 'unknown', 'input_ids');
    const tokens = this.node('Add', [words, this.#lookUp('type', 'unknown_1', 'token_type_ids')]);
    const sum = this.node('Add', [tokens, this.#lookUp('pos', 'unknown_0', positions)]);
    return this.#layerNorm(sum, 'eln', `${BERT}embeddings/`);
  }

  attentionMask(): string {
    const kept = this.node('Cast', ['attention_mask'], { to: { int: FLOAT } });
    const padding = this.node('Sub', ['one', this.node('Unsqueeze', [kept, 'axes12'])]);
    return this.node('Mul', [padding, 'neg']);
  }

  attention(layer: number, hidden: string, mask: string): string {
    const from = `${BERT}encoder/layer_._${layer}/attention/`;
    const name = `l${layer}_`;
    const query = this.#heads(hidden, `${name}query`, `${from}self/query/`, [0, 2, 1, 3]);
    const key = this.#heads(hidden, `${name}key`, `${from}self/key/`, [0, 2, 3, 1]);
    const value = this.#heads(hidden, `${name}value`, `${from}self/value/`, [0, 2, 1, 3]);
    const scaled = this.node('Mul', [this.node('MatMul', [query, key]), 'scl']);
    const shares = this.node('Softmax', [this.node('Add', [scaled, mask])], { axis: { int: -1 } });
    const mixed = this.node('Transpose', [this.node('MatMul', [shares, value])], { perm: { ints: [0, 2, 1, 3] } });
    const merged = this.node('Reshape', [mixed, 'merge']);
    const sum = this.node('Add', [this.#dense(merged, `${name}ao`, `${from}output/dense/`), hidden]);
    return this.#layerNorm(sum, `${name}aln`, `${from}output/`);
  }

  feedForward(layer: number, hidden: string): string {
    const from = `${BERT}encoder/layer_._${layer}/`;
    const name = `l${layer}_`;
    const wide = this.#dense(hidden, `${name}ff1`, `${from}intermediate/dense/`);
    const narrow = this.#dense(this.#gelu(wide), `${name}ff2`, `${from}output/dense/`);
    return this.#layerNorm(this.node('Add', [narrow, hidden]), `${name}fln`, `${from}output/`);
  }

  /** x/2 · (1 + erf(x/√2)). */
  #gelu(x: string): string {
    const half = this.node('Mul', [x, 'half']);
    const erf = this.node('Erf', [this.node('Mul', [x, 'isq2'])]);
    return this.node('Mul', [half, this.node('Add', [erf, 'one'])]);
  }

  #heads(x: string, name: string, from: string, order: readonly number[]): string {
    const split = this.node('Reshape', [this.#dense(x, name, from), 'heads']);
    return this.node('Transpose', [split], { perm: { ints: order } });
  }

  #dense(x: string, name: string, from: string): string {
    const product = this.node('MatMul', [x, this.#weight(name, `${from}Tensordot/ReadVariableOp`)]);
    return this.node('Add', [product, this.#weight(`${name}_b`, `${from}BiasAdd/ReadVariableOp`)]);
  }

  #layerNorm(x: string, name: string, from: string): string {
    const gamma = this.#weight(`${name}_g`, `${from}LayerNorm/batchnorm/mul/ReadVariableOp`);
    const beta = this.#weight(`${name}_be`, `${from}LayerNorm/batchnorm/ReadVariableOp`);
    const last = { axes: { ints: [-1] }, keepdims: { int: 1 } };
    const centred = this.node('Sub', [x, this.node('ReduceMean', [x], last)]);
    const variance = this.node('ReduceMean', [this.node('Mul', [centred, centred])], last);
    const deviation = this.node('Sqrt', [this.node('Add', [variance, 'eps'])]);
    const scaled = this.node('Mul', [this.node('Div', [centred, deviation]), gamma]);
    return this.node('Add', [scaled, beta]);
  }

  #lookUp(name: string, weight: string, ids: string): string {
    return this.node('Gather', [this.#weight(name, weight), ids], { axis: { int: 0 } });
  }

  #weight(name: string, source: string): string {
    const weight = this.#weights.get(source);
    if (!weight) throw new Error(`The model has no weight ${source}.`);
    this.tensors.push({ name, shape: weight.shape, type: FLOAT, data: bytesOf(weight.values) });
    return name;
  }

  #floats(name: string, shape: readonly number[], values: readonly number[]): void {
    this.tensors.push({ name, shape, type: FLOAT, data: bytesOf(Float32Array.from(values)) });
  }

  #integers(name: string, shape: readonly number[], values: readonly number[]): void {
    this.tensors.push({ name, shape, type: INT64, data: bytesOf(BigInt64Array.from(values.map(BigInt))) });
  }
}
