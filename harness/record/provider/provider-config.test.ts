import { describe, expect, it } from 'vitest';
import { providerSchema, recordedModelSchema } from './provider-config.ts';

describe('providers and models in a config', () => {
  it('pass parameters through: temperature, seed, format, tools, log-probabilities', () => {
    const parameters = {
      temperature: 0,
      seed: 1,
      response_format: { type: 'json_object' },
      tools: [{ type: 'function', function: { name: 'f', parameters: { type: 'object' } } }],
      logprobs: true,
    };
    const model = { id: 'm', provider: 'p', maxTokens: 10, parameters };
    expect(recordedModelSchema.parse(model)).toEqual(model);
    const provider = {
      baseUrl: 'https://api.example.com/v1',
      extraBody: { provider: { sort: 'price' } },
      stream: true,
    };
    expect(providerSchema.parse(provider)).toEqual(provider);
  });

  it.each(['https://me:secret@api.example.com/v1', 'https://api.example.com/v1?key=secret'])(
    'refuse the address %s, which would be written into every recording',
    (baseUrl) => {
      expect(providerSchema.safeParse({ baseUrl }).error?.issues[0]?.message).toMatch(
        /no user name, password or query/,
      );
    },
  );

  it.each(['stream', 'stream_options', 'n', 'max_tokens', 'messages'])('refuse "%s" among what is sent', (name) => {
    const model = { id: 'm', provider: 'p', maxTokens: 10, parameters: { [name]: 1 } };
    const provider = { baseUrl: 'https://api.example.com/v1', extraBody: { [name]: 1 } };
    for (const parsed of [recordedModelSchema.safeParse(model), providerSchema.safeParse(provider)]) {
      expect(parsed.error?.issues[0]?.message).toMatch(/set by the recorder/);
    }
  });
});
