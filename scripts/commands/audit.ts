import { Command } from '@commander-js/extra-typings';
import { exitOnSignal } from '../exit-on-signal.ts';
import { terminalProgress } from '../progress.ts';

export function auditCommand() {
  return new Command('audit')
    .description('did a log of decisions keep to the constraints of a policy?')
    .argument('<log>', 'decisions: JSONL or JSONL.gz')
    .requiredOption('-p, --policy <folder>', 'folder of the policy, such as runs/latest/policy')
    .option('--json', 'print the audit as JSON (signalbox/audit, version 1)')
    .addHelpText(
      'after',
      `
Every constraint is evaluated anew by another implementation of CEL than the one that enforces it, for every model that a
record names: the choice, who was asked, who was next, who was allowed. An error and a missing attribute deny. Which models a
router asked for help is not in a record.

Exit code: 0 without a violation, 1 for what cannot be read, 2 with violations. Records without their request are counted and
are no reason for either.

Examples:
  signalbox audit log.jsonl --policy runs/latest/policy
  signalbox audit log.jsonl.gz --policy runs/latest/policy --json > audit.json`,
    )
    .action(async (log, options) => {
      exitOnSignal();
      const { readPolicyFolder } = await import('../policy/read-policy-folder.ts');
      const { runAudit } = await import('../audit/run-audit.ts');
      const { auditText } = await import('../audit/audit-text.ts');
      const { decisionsOf } = await import('../logs/read-decisions.ts');
      const progress = terminalProgress({ quiet: options.json === true });
      try {
        progress.stage('audit');
        const report = await runAudit(decisionsOf(log), await readPolicyFolder(options.policy));
        progress.end();
        console.log(options.json ? JSON.stringify(report, null, 2) : auditText(report));
        if (report.violating > 0) process.exitCode = 2;
      } finally {
        progress.end();
      }
    });
}
