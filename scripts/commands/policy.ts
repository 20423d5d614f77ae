import { Command } from '@commander-js/extra-typings';
import { policyCheckCommand } from './policy-check.ts';
import { policyShowCommand } from './policy-show.ts';

export function policyCommand() {
  return new Command('policy')
    .description('read a policy in plain words, and find what its constraints and chains cannot do')
    .addCommand(policyShowCommand())
    .addCommand(policyCheckCommand());
}
