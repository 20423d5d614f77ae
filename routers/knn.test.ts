import { describeRouter } from './contract.ts';
import { knn, knnKind } from './knn.ts';

describeRouter('knn', () => knn(), { kind: knnKind });
