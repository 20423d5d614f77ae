import { Presets, SingleBar } from 'cli-progress';

/** Progress of long work, for people: bars on a terminal, one line per stage elsewhere. Always on standard error. */
export interface Progress {
  /** Starts a stage; the one before is finished. `total` in whatever the stage counts. */
  stage(name: string): (done: number, total: number) => void;
  /** Finishes the last stage. */
  end(): void;
  /** Seconds that each stage took, in order. Clock readings: they stand in `timings.json` only. */
  timings(): Readonly<Record<string, number>>;
}

export function terminalProgress(options: { quiet?: boolean; stream?: NodeJS.WriteStream } = {}): Progress {
  const stream = options.stream ?? process.stderr;
  const timings: Record<string, number> = {};
  let finish = () => {};
  return {
    stage(name) {
      finish();
      const started = performance.now();
      const line = options.quiet ? silent : stream.isTTY ? bar(name, stream) : plainLine(name, stream);
      finish = () => {
        const seconds = (performance.now() - started) / 1000;
        timings[name] = (timings[name] ?? 0) + seconds;
        line.end(seconds);
        finish = () => {};
      };
      return line.update;
    },
    end: () => finish(),
    timings: () => timings,
  };
}

interface StageLine {
  update(done: number, total: number): void;
  end(seconds: number): void;
}

const silent: StageLine = { update: () => {}, end: () => {} };

function bar(name: string, stream: NodeJS.WriteStream): StageLine {
  const title = name.padEnd(34);
  const line = new SingleBar(
    { stream, format: `  ${title} {bar} {percentage}%`, barsize: 24, hideCursor: true, clearOnComplete: true, fps: 8 },
    Presets.shades_classic,
  );
  // A bar hides the cursor and turns off line wrapping: both must come back however the process ends.
  const stop = () => line.stop();
  process.once('exit', stop);
  line.start(1, 0);
  return {
    update(done, total) {
      line.setTotal(Math.max(total, 1));
      line.update(done);
    },
    end(seconds) {
      process.off('exit', stop);
      line.stop();
      stream.write(`  ${title} ${seconds.toFixed(1)} s\n`);
    },
  };
}

function plainLine(name: string, stream: NodeJS.WriteStream): StageLine {
  return { update: () => {}, end: (seconds) => void stream.write(`  ${name.padEnd(34)} ${seconds.toFixed(1)} s\n`) };
}
