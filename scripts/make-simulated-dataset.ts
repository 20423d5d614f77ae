import { fileURLToPath } from 'node:url';
import { writeNative } from '../datasets/native/write-native.ts';
import { BUNDLED, nativeContent } from '../datasets/simulate/native-content.ts';
import { simulate } from '../datasets/simulate/simulate.ts';

const TARGET = fileURLToPath(new URL('../datasets/simulated-assistant', import.meta.url));

await writeNative(TARGET, nativeContent(simulate(BUNDLED)), { gzip: true });
