import type { PROMPT_FEATURES } from './prompt-features.ts';

/** The types of the metadata fields that a condition may name. `dyn`: a field seen with values of several types. */
export type MetadataTypes = Readonly<Record<string, MetadataType>>;
export type MetadataType = 'string' | 'double' | 'bool' | 'dyn';

/** What a condition may name beside all features of the prompt and the metadata. */
export interface FurtherTypes {
  readonly model: MetadataTypes;
  readonly live: MetadataTypes;
  /** The features of the prompt that it may name, instead of all. */
  readonly prompt: Partial<typeof PROMPT_FEATURES>;
}
