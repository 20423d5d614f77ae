import { describe, expect, it } from 'vitest';
import { random } from '../random.ts';
import { nearDuplicateClusters } from './near-duplicates.ts';
import { jaccard, shingles } from './shingles.ts';

const rng = random(7);
const words = Array.from({ length: 3000 }, (_, i) => `w${i.toString(36)}`);
const sentence = (length: number) => Array.from({ length }, () => words[rng.integer(words.length)]!);

describe('near-duplicate clusters', () => {
  it('join texts that differ in case, spaces or one word of many, and number clusters by first appearance', () => {
    const long = sentence(60);
    const changed = long.with(30, 'changed');
    const texts = ['something else entirely', long.join(' '), long.join('  ').toUpperCase(), changed.join(' ')];
    expect([...nearDuplicateClusters(texts)]).toEqual([0, 1, 1, 1]);
  });

  it('keep short questions from one template apart', () => {
    const texts = [
      'What is the capital of France?',
      'What is the capital of Peru?',
      'What is 12 + 7?',
      'What is 12 - 7?',
    ];
    expect(new Set(nearDuplicateClusters(texts)).size).toBe(4);
  });

  it('join through a text between two', () => {
    const a = sentence(40);
    const b = a.with(5, 'x').with(10, 'y');
    const c = b.with(20, 'z').with(30, 'q');
    expect(jaccard(shingles(a.join(' ')), shingles(c.join(' ')))).toBeLessThan(0.7);
    expect(new Set(nearDuplicateClusters([a, b, c].map((text) => text.join(' ')))).size).toBe(1);
  });

  it('find every close pair among many texts, and no pair of strangers', () => {
    const originals = Array.from({ length: 300 }, () => sentence(50));
    const copies = originals.map((text) => text.with(rng.integer(50), 'other').join(' '));
    const clusters = nearDuplicateClusters([...originals.map((text) => text.join(' ')), ...copies]);
    expect([...clusters.slice(300)]).toEqual([...clusters.slice(0, 300)]);
    expect(new Set(clusters).size).toBe(300);
  });

  it('treat texts without words, and of a script without spaces, as texts', () => {
    const texts = [
      '',
      '',
      '!?',
      '!?',
      '我今天想去图书馆看一本关于历史的书',
      '我今天想去图书馆看一本关于历史的书。',
      '这是完全不同的一句话',
    ];
    expect([...nearDuplicateClusters(texts)]).toEqual([0, 0, 1, 1, 2, 2, 3]);
  });

  it('take near-linear time when every text is from one template', () => {
    const instruction = sentence(60).join(' ');
    const texts = Array.from({ length: 5000 }, (_, i) => `${instruction} ${words[i % 3000]}`);
    expect(new Set(nearDuplicateClusters(texts)).size).toBe(1);
  });
});

describe('the Jaccard index', () => {
  it('is the shared part of two sets', () => {
    expect(jaccard(Uint32Array.of(1, 2, 3), Uint32Array.of(2, 3, 4))).toBe(0.5);
    expect(jaccard(Uint32Array.of(), Uint32Array.of())).toBe(1);
    expect(jaccard(Uint32Array.of(1), Uint32Array.of())).toBe(0);
  });
});
