import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { answer, failure, keyOf } from './recorded-response.fixture.ts';
import type { RecordedResponse, ResponseCache } from './response-cache.ts';

/** One place where a cache is kept: every `open` opens the same one. */
export interface ResponseCachePlace {
  open(): ResponseCache;
  remove(): void;
}

/** What every cache of responses must do. `place` makes a new, empty one. */
export function describeResponseCache(name: string, place: () => ResponseCachePlace): void {
  describe(name, () => {
    let here: ResponseCachePlace;
    let cache: ResponseCache;
    beforeEach(() => {
      here = place();
      cache = here.open();
    });
    afterEach(() => {
      cache.close();
      here.remove();
    });
    const isolated = (work: (fresh: ResponseCache) => void) => {
      const own = place();
      const fresh = own.open();
      try {
        work(fresh);
      } finally {
        fresh.close();
        own.remove();
      }
    };

    describeResponses(() => cache);
    describeClaims(() => cache);

    it('keeps all of it when it is closed and opened again', () => {
      cache.commit([answer('a'), failure('b')]);
      cache.claim(keyOf('c'), 'one', 0, 100);
      cache.claim(keyOf('c'), 'two', 200, 100);
      const before = [[...cache.entries()], cache.stats()];
      cache.close();
      cache = here.open();
      expect([[...cache.entries()], cache.stats()]).toEqual(before);
    });

    it('shows at once what another holder has stored and claimed', () => {
      const other = here.open();
      try {
        cache.commit([answer('a')]);
        expect(other.get(keyOf('a'))).toEqual(answer('a'));
        expect(cache.claim(keyOf('b'), 'one', 0, 100)).toBe(true);
        expect(other.claim(keyOf('b'), 'two', 99, 100)).toBe(false);
      } finally {
        other.close();
      }
    });

    it('gives back every text, count and amount as it was stored', () => {
      const count = fc.option(fc.nat());
      const amount = fc.option(fc.double({ min: 0, max: 1e6, noNaN: true }));
      const logProbability = fc.double({ min: -1e4, max: -1e-9, noNaN: true });
      fc.assert(
        fc.property(
          fc.string({ unit: 'grapheme', maxLength: 200 }),
          fc.option(fc.string()),
          count,
          amount,
          fc.record({ firstTokenMs: amount, meanLogProbability: fc.option(logProbability) }),
          (text, finishReason, outputTokens, costUsd, more) =>
            isolated((fresh) => {
              const stored = answer('a', { text, finishReason, outputTokens, costUsd, ...more });
              fresh.commit([stored]);
              expect(fresh.get(stored.key)).toEqual(stored);
              expect(fresh.verify()).toEqual([]);
            }),
        ),
        { numRuns: 30 },
      );
    });

    it('keeps the first answer of each key, else the last error, whatever order they come in', () => {
      const steps = fc.array(fc.record({ name: fc.constantFrom('a', 'b'), text: fc.string(), fails: fc.boolean() }));
      fc.assert(
        fc.property(steps, (given) =>
          isolated((fresh) => {
            const responses = given.map(({ name, text, fails }) =>
              fails ? failure(name, { errorCode: text }) : answer(name, { text }),
            );
            fresh.commit(responses);
            for (const name of ['a', 'b']) {
              const own = responses.filter(({ key }) => key === keyOf(name));
              expect(fresh.get(keyOf(name))).toEqual(own.find(({ status }) => status === 'ok') ?? own.at(-1));
            }
          }),
        ),
        { numRuns: 30 },
      );
    });
  });
}

function describeResponses(cache: () => ResponseCache): void {
  it('knows nothing at first', () => {
    expect(cache().get(keyOf('a'))).toBeUndefined();
    expect([...cache().entries()]).toEqual([]);
    expect(cache().verify()).toEqual([]);
    expect(cache().stats()).toEqual({
      answers: 0,
      errors: 0,
      openIntents: 0,
      lapsedIntents: 0,
      costUsd: 0,
      byModel: [],
    });
  });

  it('gives an answer and an error back as they were stored', () => {
    cache().commit([answer('a'), failure('b')]);
    expect(cache().get(keyOf('a'))).toEqual(answer('a'));
    expect(cache().get(keyOf('b'))).toEqual(failure('b'));
  });

  it('keeps the time to the first token and the mean log-probability, each alone and both', () => {
    const all = [
      answer('a', { firstTokenMs: 85.5 }),
      answer('b', { meanLogProbability: -0.125 }),
      answer('c', { firstTokenMs: 0, meanLogProbability: 0 }),
    ];
    cache().commit(all);
    expect(all.map(({ key }) => cache().get(key))).toEqual(all);
    expect(cache().verify()).toEqual([]);
  });

  it('never replaces an answer, neither by an error nor by another answer', () => {
    cache().commit([answer('a')]);
    cache().commit([failure('a')]);
    cache().commit([answer('a', { text: 'Something else.' })]);
    expect(cache().get(keyOf('a'))).toEqual(answer('a'));
  });

  it('replaces an error by another error and by an answer', () => {
    cache().commit([failure('a')]);
    cache().commit([failure('a', { errorCode: 'timeout' })]);
    expect(cache().get(keyOf('a'))?.errorCode).toBe('timeout');
    cache().commit([answer('a')]);
    expect(cache().get(keyOf('a'))).toEqual(answer('a'));
  });

  it('counts refused, truncated and empty answers as answers', () => {
    const statuses = ['refused', 'truncated', 'empty'] as const;
    cache().commit(statuses.map((status) => answer(status, { status })));
    cache().commit(statuses.map((status) => answer(status, { text: 'Something else.' })));
    expect(statuses.map((status) => cache().get(keyOf(status))?.status)).toEqual(statuses);
    expect(cache().stats()).toMatchObject({ answers: 3, errors: 0 });
  });

  it('reads text back that is no valid Unicode, with the replacement character', () => {
    cache().commit([answer('a', { text: 'half \uD83D a \u{1F600} and \0' })]);
    expect(cache().get(keyOf('a'))?.text).toBe('half \uFFFD a \u{1F600} and \0');
    expect(cache().verify()).toEqual([]);
  });

  it('lists every entry once by key, while the caller changes what is stored', () => {
    const all = Array.from({ length: 1000 }, (_, i) => answer(`${i}`));
    cache().commit(all);
    const seen: string[] = [];
    for (const { key } of cache().entries()) {
      if (seen.length % 100 === 0) cache().delete([key]);
      seen.push(key);
    }
    expect(seen).toEqual(all.map(({ key }) => key).sort());
    expect(cache().stats().answers).toBe(990);
  });

  it('deletes what it is told, and says how many were there', () => {
    cache().commit([answer('a'), answer('b'), failure('c')]);
    expect(cache().delete([keyOf('a'), keyOf('c'), keyOf('never stored')])).toBe(2);
    expect([...cache().entries()]).toEqual([answer('b')]);
  });

  it('adds up answers, errors and cost by provider and model', () => {
    cache().commit([answer('a'), answer('b'), failure('c'), failure('d', { model: 'large' })]);
    cache().commit([answer('e', { provider: 'attic', costUsd: null })]);
    expect(cache().stats()).toMatchObject({
      answers: 3,
      errors: 2,
      costUsd: 0.5,
      byModel: [
        { provider: 'attic', model: 'small', answers: 1, errors: 0, costUsd: 0 },
        { provider: 'house', model: 'large', answers: 0, errors: 1, costUsd: 0 },
        { provider: 'house', model: 'small', answers: 2, errors: 1, costUsd: 0.5 },
      ],
    });
  });
}

function describeClaims(cache: () => ResponseCache): void {
  const key = keyOf('a');

  it('lets one owner claim a key at a time', () => {
    expect(cache().claim(key, 'one', 1000, 100)).toBe(true);
    expect(cache().claim(key, 'two', 1099, 100)).toBe(false);
    expect(cache().claim(keyOf('b'), 'two', 1099, 100)).toBe(true);
    expect(cache().stats()).toMatchObject({ openIntents: 2, lapsedIntents: 0 });
  });

  it('lets an owner prolong its lease', () => {
    cache().claim(key, 'one', 1000, 100);
    expect(cache().claim(key, 'one', 1050, 100)).toBe(true);
    expect(cache().claim(key, 'two', 1120, 100)).toBe(false);
    expect(cache().stats()).toMatchObject({ openIntents: 1, lapsedIntents: 0 });
  });

  it('hands a lapsed claim over, and counts it', () => {
    cache().claim(key, 'one', 1000, 100);
    expect(cache().claim(key, 'two', 1100, 100)).toBe(true);
    expect(cache().claim(key, 'one', 1101, 100)).toBe(false);
    expect(cache().stats()).toMatchObject({ openIntents: 1, lapsedIntents: 1 });
  });

  it('refuses a claim where an answer is stored, not where an error is', () => {
    cache().commit([answer('a'), failure('b')]);
    expect(cache().claim(key, 'one', 0, 100)).toBe(false);
    expect(cache().claim(keyOf('b'), 'one', 0, 100)).toBe(true);
  });

  it('ends a claim with the commit', () => {
    cache().claim(key, 'one', 0, 100);
    cache().commit([failure('a')]);
    expect(cache().stats()).toMatchObject({ openIntents: 0, lapsedIntents: 0 });
    expect(cache().claim(key, 'two', 1, 100)).toBe(true);
  });

  it('keeps a claim whose response could not be committed', () => {
    cache().claim(key, 'one', 0, 100);
    const unstorable = { ...answer('a'), provider: null } as unknown as RecordedResponse;
    expect(() => cache().commit([unstorable])).toThrow();
    cache().release([key], 'one');
    expect(cache().stats()).toMatchObject({ answers: 0, openIntents: 1 });
    cache().commit([answer('a')]);
    expect(cache().stats()).toMatchObject({ answers: 1, openIntents: 0 });
  });

  it('releases the claims of their owner, and no others', () => {
    cache().claim(key, 'one', 0, 100);
    cache().claim(keyOf('b'), 'two', 0, 100);
    cache().release([key, keyOf('b')], 'one');
    expect(cache().stats()).toMatchObject({ openIntents: 1, lapsedIntents: 0 });
    expect(cache().claim(key, 'two', 1, 100)).toBe(true);
    expect(cache().claim(keyOf('b'), 'one', 1, 100)).toBe(false);
  });
}
