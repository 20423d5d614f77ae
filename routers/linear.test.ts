import { describeRouter } from './contract.ts';
import { linear, linearKind } from './linear.ts';

describeRouter('linear', () => linear(), { kind: linearKind });
