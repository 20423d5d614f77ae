/** Measures whether intervals cover and choices hold, on simulated data whose truth is known: `npm run calibration`. */
import { Command, Option } from '@commander-js/extra-typings';
import { partText } from './calibration/part-text.ts';
import { type CalibrationFigure, PARTS } from './calibration/parts.ts';
import { terminalProgress } from './progress.ts';
import { wholeNumber } from './whole-number.ts';

const command = new Command('calibration')
  .description(
    'Measures on simulated data, whose truth is known, whether 95 % intervals hold it and certified choices keep their claim. The full run takes a quarter of an hour.',
  )
  .option('--runs <count>', 'simulated datasets for each figure', wholeNumber(10, 100_000), 1000)
  .option('--truth <queries>', 'queries that the truth is measured on', wholeNumber(1000, 100_000_000), 2_000_000)
  .addOption(new Option('--only <part>', 'one part').choices(PARTS.map(({ name }) => name)))
  .option('--json', 'print JSON')
  .addHelpText(
    'after',
    '\nExamples:\n  npm run calibration\n  npm run calibration -- --only null --runs 200\n  npm run -s calibration -- --json > calibration.json',
  )
  .parse();
const { runs, truth, only, json } = command.opts();
const progress = terminalProgress({ quiet: json === true });
const measured: { part: string; figures: readonly CalibrationFigure[] }[] = [];
for (const part of PARTS) {
  if (only !== undefined && part.name !== only) continue;
  const figures = await part.measure({ runs, truthQueries: truth }, progress.stage(part.title));
  measured.push({ part: part.name, figures });
}
progress.end();
if (json) console.log(JSON.stringify({ runs, truth, parts: measured }, null, 1));
else for (const { part, figures } of measured) console.log(partText(PARTS.find(({ name }) => name === part)!, figures));
