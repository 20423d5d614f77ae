import { Command } from '@commander-js/extra-typings';
import { policyCheckCommand } from './policy-check.ts';

export function policyCommand() {
  return new Command('policy').description('look into a policy').addCommand(policyCheckCommand());
}
