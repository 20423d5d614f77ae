// Nearest-neighbour search: what there is to import, and no code.
export { exactIndex } from './exact-index.ts';
export { hnswIndex } from './hnsw-index.ts';
export type { NeighbourIndex, Neighbours } from './neighbour-index.ts';
