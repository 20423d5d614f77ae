import { clusters, clustersKind } from './clusters.ts';
import { describeRouter } from './contract.ts';

describeRouter('clusters', () => clusters(), { kind: clustersKind });
