import { FLOAT, INT64, type OnnxNode, onnxModel } from './onnx-protobuf.ts';

/**
 * `rows`: references × dimensions, read by Gemm: best for many queries at once. `columns`: dimensions × references,
 * read by MatMul: twice as fast for a query alone, which is a matter of streaming through memory.
 */
export type ReferenceLayout = 'rows' | 'columns';

/**
 * The ONNX model of the search: V, I = TopK(Q · Rᵀ, K). Queries, references and K are inputs, so that one session of a
 * few hundred bytes serves every index.
 */
export function searchModel(layout: ReferenceLayout): Uint8Array {
  return onnxModel({
    name: 'nearest',
    opset: 17,
    nodes: [product(layout), TOP_K],
    constants: [],
    inputs: [
      { name: 'Q', type: FLOAT, shape: ['queries', 'dimensions'] },
      {
        name: 'R',
        type: FLOAT,
        shape: layout === 'rows' ? ['references', 'dimensions'] : ['dimensions', 'references'],
      },
      { name: 'K', type: INT64, shape: [1] },
    ],
    outputs: [
      { name: 'V', type: FLOAT, shape: ['queries', 'count'] },
      { name: 'I', type: INT64, shape: ['queries', 'count'] },
    ],
  });
}

const TOP_K: OnnxNode = {
  operator: 'TopK',
  inputs: ['S', 'K'],
  outputs: ['V', 'I'],
  attributes: { axis: { int: 1 }, largest: { int: 1 }, sorted: { int: 1 } },
};

function product(layout: ReferenceLayout): OnnxNode {
  const ends = { inputs: ['Q', 'R'], outputs: ['S'] };
  if (layout === 'columns') return { operator: 'MatMul', ...ends };
  return { operator: 'Gemm', ...ends, attributes: { transB: { int: 1 } } };
}
