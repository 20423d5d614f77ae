import { Presets, SingleBar } from 'cli-progress';
import type { RecordSummary } from '../../harness/record/recorder/record-summary.ts';
import { usd } from '../../reports/format.ts';

/** Seconds between lines where there is no terminal. */
const LINE_EVERY = 5;

/** How far a recording is: a bar on a terminal, a line now and then elsewhere. On standard error. */
export interface RecordingProgress {
  update(sofar: RecordSummary): void;
  end(): void;
}

/** @param total questions */
export function recordingProgress(
  total: number,
  { quiet, stream = process.stderr }: { readonly quiet: boolean; readonly stream?: NodeJS.WriteStream },
): RecordingProgress {
  const started = performance.now();
  if (quiet) return { update: () => {}, end: () => {} };
  if (stream.isTTY) {
    const bar = new SingleBar(
      { stream, format: '  {bar} {percentage}%  {figures}', barsize: 20, hideCursor: true, fps: 8 },
      Presets.shades_classic,
    );
    bar.start(total, 0, { figures: '' });
    process.once('exit', () => bar.stop());
    return {
      update: (sofar) => bar.update(finished(sofar), { figures: figures(sofar, total, started) }),
      end: () => bar.stop(),
    };
  }
  let last = started;
  return {
    update(sofar) {
      if (performance.now() - last < LINE_EVERY * 1000) return;
      last = performance.now();
      stream.write(`  ${finished(sofar)}/${total}  ${figures(sofar, total, started)}\n`);
    },
    end: () => {},
  };
}

function figures(sofar: RecordSummary, total: number, started: number): string {
  const asked = sofar.answered + failures(sofar);
  const left = total - finished(sofar);
  const perQuestion = asked === 0 ? 0 : sofar.spentUsd / asked;
  const seconds = asked === 0 ? Number.NaN : ((performance.now() - started) / 1000 / asked) * left;
  const time = Number.isNaN(seconds) ? '' : `, about ${duration(seconds)} left`;
  return (
    `${sofar.answered} answered, ${sofar.cached} cached, ${failures(sofar)} failed, ` +
    `${usd(sofar.spentUsd)} spent, about ${usd(sofar.spentUsd + perQuestion * left)} in all${time}`
  );
}

function failures({ failed }: RecordSummary): number {
  return [...failed.values()].reduce((sum, count) => sum + count, 0);
}

function finished(sofar: RecordSummary): number {
  return sofar.answered + sofar.cached + sofar.knownErrors + sofar.skipped + failures(sofar);
}

function duration(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  return seconds < 5400 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
}
