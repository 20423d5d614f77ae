/**
 * Writes ONNX models: as much of the protocol-buffer wire format and of onnx.proto3 as two small graphs need.
 * Field numbers are those of https://github.com/onnx/onnx/blob/main/onnx/onnx.proto3.
 */

export const FLOAT = 1;
export const INT64 = 7;
export type ElementType = typeof FLOAT | typeof INT64;

/** A number is a fixed size; a name stands for a size known at run time. */
export type Dimension = number | string;

type AttributeValue = { readonly int: number } | { readonly ints: readonly number[] };

export interface OnnxNode {
  readonly operator: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly name?: string;
  readonly attributes?: Readonly<Record<string, AttributeValue>>;
}

/** Raw little-endian data of a constant. */
export interface OnnxTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly type: ElementType;
  readonly data: Uint8Array;
}

export interface OnnxValue {
  readonly name: string;
  readonly shape: readonly Dimension[];
  readonly type: ElementType;
}

export interface OnnxGraph {
  readonly name: string;
  readonly producer?: string;
  /** Version of the operator set. */
  readonly opset: number;
  readonly nodes: readonly OnnxNode[];
  readonly constants: readonly OnnxTensor[];
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
}

const IR_VERSION = 8;

/** The bytes of an ONNX model file (ModelProto). */
export function onnxModel(graph: OnnxGraph): Uint8Array {
  const body = message(
    ...graph.nodes.map((node) => bytes(1, nodeProto(node))),
    bytes(2, graph.name),
    ...graph.constants.map((tensor) => bytes(5, tensorProto(tensor))),
    ...graph.inputs.map((value) => bytes(11, valueInfo(value))),
    ...graph.outputs.map((value) => bytes(12, valueInfo(value))),
  );
  const producer = graph.producer === undefined ? [] : [bytes(2, graph.producer)];
  const opset = message(bytes(1, ''), integer(2, graph.opset));
  return message(integer(1, IR_VERSION), ...producer, bytes(7, body), bytes(8, opset));
}

function nodeProto(node: OnnxNode): Buffer {
  return message(
    ...node.inputs.map((input) => bytes(1, input)),
    ...node.outputs.map((output) => bytes(2, output)),
    ...(node.name === undefined ? [] : [bytes(3, node.name)]),
    bytes(4, node.operator),
    ...Object.entries(node.attributes ?? {}).map(([name, value]) => bytes(5, attributeProto(name, value))),
  );
}

function attributeProto(name: string, value: AttributeValue): Buffer {
  if ('int' in value) return message(bytes(1, name), integer(3, value.int), integer(20, 2));
  return message(bytes(1, name), ...value.ints.map((item) => integer(8, item)), integer(20, 7));
}

function tensorProto({ name, shape, type, data }: OnnxTensor): Buffer {
  return message(...shape.map((size) => integer(1, size)), integer(2, type), bytes(8, name), bytes(9, data));
}

function valueInfo({ name, shape, type }: OnnxValue): Buffer {
  const dimensions = shape.map((size) => bytes(1, typeof size === 'number' ? integer(1, size) : bytes(2, size)));
  const tensorType = message(integer(1, type), bytes(2, message(...dimensions)));
  return message(bytes(1, name), bytes(2, bytes(1, tensorType)));
}

/** Field of wire type 0. A negative number takes ten bytes, as its 64-bit two's complement. */
function integer(field: number, value: number): Buffer {
  return Buffer.concat([varint(field << 3), varint(value)]);
}

/** Field of wire type 2: text, bytes or a nested message. */
function bytes(field: number, content: string | Uint8Array): Buffer {
  const body = typeof content === 'string' ? Buffer.from(content) : content;
  return Buffer.concat([varint((field << 3) | 2), varint(body.byteLength), body]);
}

function message(...fields: readonly Uint8Array[]): Buffer {
  return Buffer.concat(fields);
}

function varint(value: number): Buffer {
  const out: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  while (rest > 127n) {
    out.push(Number(rest & 127n) | 128);
    rest >>= 7n;
  }
  out.push(Number(rest));
  return Buffer.from(out);
}
