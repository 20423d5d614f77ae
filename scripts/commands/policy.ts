import { Command } from '@commander-js/extra-typings';
import { policyShowCommand } from './policy-show.ts';

export function policyCommand() {
  return new Command('policy').description('read a policy').addCommand(policyShowCommand());
}
