import { describeRouter } from './contract.ts';
import { roundRobin, roundRobinKind } from './round-robin.ts';

describeRouter('round-robin', () => roundRobin(), { kind: roundRobinKind });
