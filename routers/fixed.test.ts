import { describeRouter } from './contract.ts';
import { fixed, fixedKind } from './fixed.ts';

describeRouter('fixed', () => fixed({ model: 'small' }), { kind: fixedKind });
