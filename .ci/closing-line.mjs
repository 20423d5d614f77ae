// Prints `N passed, N failed` from Vitest's JSON report, whose own closing line no CI reads.
import { readFileSync } from 'node:fs';

const { numPassedTests, numFailedTests, numPendingTests, numFailedTestSuites, testResults } = JSON.parse(
  readFileSync(process.argv[2], 'utf8'),
);
// A file that fails to load has no failed test of its own: it counts as one.
const unloaded = testResults.filter(
  ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
);
const skipped = numPendingTests > 0 ? `, ${numPendingTests} skipped` : '';
if (numFailedTestSuites > 0)
  console.log(
    `failed files: ${testResults
      .filter(({ status }) => status === 'failed')
      .map(({ name }) => name)
      .join(', ')}`,
  );
console.log(`${numPassedTests} passed, ${numFailedTests + unloaded.length} failed${skipped}`);
