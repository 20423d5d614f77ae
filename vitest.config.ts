import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{harness,routers,datasets,reports,scripts}/**/*.test.ts'],
    // Tests spawn processes and load a real embedding model: generous, because a slow machine is not a failure.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    // Loading every module again for each file took a quarter of the time; no test changes what others see.
    isolate: false,
  },
});
