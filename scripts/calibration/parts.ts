import { constraintsPart } from '../audit/constraints-part.ts';
import { certifiedLoss } from './certified-loss.ts';
import { coverage } from './coverage.ts';
import { gateCalibration } from './gate.ts';
import { nullRuns } from './null-runs.ts';
import { offPolicyCoverage } from './off-policy.ts';
import type { Share } from './share.ts';

export interface CalibrationOptions {
  readonly runs: number;
  readonly truthQueries: number;
}

/** How often something happened, and how often it should. */
export interface CalibrationFigure extends Share {
  readonly name: string;
  /** Bounds of the share; absent where a figure is for information. */
  readonly atLeast?: number;
  readonly atMost?: number;
}

export interface CalibrationPart {
  readonly name: string;
  readonly title: string;
  /** What is simulated, in a sentence. */
  readonly setting: string;
  measure(
    options: CalibrationOptions,
    onProgress: (done: number, total: number) => void,
  ): CalibrationFigure[] | Promise<CalibrationFigure[]>;
}

const NOMINAL = { atLeast: 0.93, atMost: 0.97 };
/** 5 %, and 1.4 points for the error of 1,000 simulated runs. */
const ALPHA = { atMost: 0.064 };
/** Claims where there is nothing to find. */
const NULL = { atMost: 0.05 };

export const PARTS: readonly CalibrationPart[] = [
  {
    name: 'coverage',
    title: 'coverage of the 95 % intervals',
    setting:
      'One policy, fixed on 2,100 training and 1,200 validate queries; fresh test sets; truth from further queries of the same population.',
    measure: ({ runs, truthQueries }, onProgress) =>
      [
        { groupSize: 1, sizes: [300, 1000, 3000] },
        { groupSize: 3, sizes: [3000] },
      ].flatMap(({ groupSize, sizes }, i) => {
        const options = { runs, sizes, groupSize, truthQueries };
        const covered = coverage(options, (done, total) => onProgress(i + done / total, 2));
        return sizes.flatMap((n, at) => {
          const words = `n = ${n.toLocaleString('en')}${groupSize > 1 ? `, in groups of ${groupSize}` : ''}`;
          const limits = n / groupSize >= 1000 ? NOMINAL : {};
          return Object.entries(covered[at]!).map(([name, share]) => ({
            name: `${name}, ${words}`,
            ...share,
            ...limits,
          }));
        });
      }),
  },
  {
    name: 'certified',
    title: 'certified loss',
    setting:
      '50 candidates on 5 paths with true losses from −.5 to 1.5 times the margin of 2 points, and all of them a little beyond it.',
    measure: ({ runs }, onProgress) => {
      const settings = [400, 1600].flatMap((n) => [
        { n, losses: [-0.5, 1.5] as const, words: `n = ${n}` },
        { n, losses: [1.001, 1.001] as const, words: `n = ${n}, all beyond` },
      ]);
      return settings.flatMap(({ n, losses, words }, i) => {
        const { exceeded, certified, bonferroni } = certifiedLoss({ runs, n, margin: 0.02, losses });
        onProgress(i + 1, settings.length);
        return [
          { name: `loss exceeded, ${words}`, ...exceeded, ...ALPHA },
          { name: `loss exceeded by Bonferroni, ${words}`, ...bonferroni.exceeded, ...ALPHA },
          ...(losses[0] > 0
            ? []
            : [
                { name: `certified and true, ${words}`, ...certified },
                { name: `certified and true by Bonferroni, ${words}`, ...bonferroni.certified },
              ]),
        ];
      });
    },
  },
  {
    name: 'null',
    title: 'nothing to find',
    setting:
      'Five models that are right on any query with the same chance, and three routers; whatever is claimed is an error.',
    measure: ({ runs }, onProgress) =>
      [400, 1500].flatMap((n, i) => {
        let done = 0;
        const found = nullRuns({ runs, n }, () => onProgress(i + ++done / runs, 2));
        const words = `n = ${n.toLocaleString('en')}`;
        return [
          { name: `a router is recommended, ${words}`, ...found.recommended, ...NULL },
          { name: `a quality difference is claimed, ${words}`, ...found.claimed, ...NULL },
          { name: `either, ${words}`, ...found.either, ...NULL },
        ];
      }),
  },
  {
    name: 'off-policy',
    title: 'coverage of the intervals from logs',
    setting:
      'Logs of a policy with a mixed operating point that explores with 30 % of the conversations; another policy is evaluated on them; truth by full information.',
    measure: ({ runs }, onProgress) =>
      [
        { records: 1500, conversation: 1 },
        { records: 3000, conversation: 3 },
      ].flatMap(({ records, conversation }, i) => {
        const options = { draws: runs, records, conversation, seed: 1 };
        const found = offPolicyCoverage(options, (done, total) => onProgress(i + done / total, 2));
        const words = `${records.toLocaleString('en')} records${conversation > 1 ? `, ${conversation} per conversation` : ''}`;
        const covered = (['quality', 'costUsd', 'qualityDifference'] as const).flatMap((name) => [
          { name: `${name}, self-normalised, ${words}`, ...found[name].snips, ...NOMINAL },
          { name: `${name}, doubly robust, ${words}`, ...found[name].doublyRobust, ...NOMINAL },
        ]);
        return [...covered, { name: `refused without overlap, ${words}`, ...found.refusedWithoutOverlap, atLeast: 1 }];
      }),
  },
  {
    name: 'gate',
    title: 'the gate',
    setting:
      'A baseline for a router on a fresh test set, with the smallest margins that it accepts; then trees that are unchanged, fitted again, or worse by twice the margin.',
    measure: ({ runs }, onProgress) =>
      [
        { n: 1200, groupSize: 1 },
        { n: 2400, groupSize: 3 },
      ].flatMap(({ n, groupSize }, i) => {
        const found = gateCalibration({ runs, n, groupSize }, (done, total) => onProgress(i + done / total, 2));
        const words = `n = ${n.toLocaleString('en')}${groupSize > 1 ? `, in groups of ${groupSize}` : ''}`;
        return [
          { name: `an unchanged tree passes, ${words}`, ...found.unchanged, atLeast: 1 },
          { name: `a new fit passes, ${words}`, ...found.refitted, atLeast: 1 },
          {
            name: `twice the margin of quality fails, traffic moved, ${words}`,
            ...found.qualityByModel,
            atLeast: 0.95,
          },
          {
            name: `twice the margin of quality fails, answers spoilt, ${words}`,
            ...found.qualityByPrompt,
            atLeast: 0.95,
          },
          { name: `twice the margin of cost fails, traffic moved, ${words}`, ...found.cost, atLeast: 0.95 },
        ];
      }),
  },
  constraintsPart,
];
