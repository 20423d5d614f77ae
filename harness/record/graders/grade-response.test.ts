import { describe, expect, it } from 'vitest';
import { graderFor, graders } from './grade-response.ts';
import { describeGrader, type GraderCase } from './graders.contract.ts';

const ref = (reference: unknown, options: Record<string, unknown> = {}) => ({ reference, options });

const cases: Readonly<Record<string, GraderCase>> = {
  exact: {
    grading: { grader: 'exact', reference: ['Paris', 'City of Light'] },
    perfect: 'Paris',
    refused: [
      [ref(''), /reference/],
      [ref(undefined), /reference/],
      [ref([]), /reference/],
      [ref('x', { ignoreCase: 'no' }), /options\.ignoreCase/],
    ],
    golden: [
      ['“paris.”', 1],
      ['**PARIS**', 1],
      ['the  city\n of light', 1],
      ['It is Paris', 0],
      ['Ｐａｒｉｓ', 1],
      ['paris', 0, ref('Paris', { ignoreCase: false })],
      ['"Paris"', 0, ref('Paris', { ignorePunctuation: false })],
      ['the Thames', 0, ref('Thames', { ignoreArticles: false })],
      ['x  y', 0, ref('x y', { ignoreSpace: false })],
      ['?', 1, ref('?')],
      ['the', 1, ref('The')],
    ],
  },
  'multiple-choice': {
    grading: { grader: 'multiple-choice', reference: 'B' },
    perfect: 'B',
    refused: [
      [ref('E'), /"E" is none of the letters A, B, C, D/],
      [ref('two'), /reference: must be one letter/],
      [ref('A', { letters: ['A'] }), /options\.letters/],
    ],
    golden: [
      ['The answer is (B).', 1],
      ['b', 1],
      ['(b)', 1],
      ['**B)** Lincoln, because he was president.', 1],
      ['B. Lincoln', 1],
      ['Answer: b', 1],
      ['{"reasoning": "A is too small", "answer": "B"}', 1],
      ['$\\boxed{\\text{B}}$', 1],
      ['The correct option is **B**.', 1],
      ['First I thought the answer is A. But no: the answer is B.', 1],
      ['A good answer would need more context.', 0],
      ['A good answer is B.', 1],
      ['The answer is a little odd, but I choose B', 1],
      ['Option (A) is wrong and (C) too.\nSo it is B', 1],
      ['(A), (B) or (C) might all be right.', 0],
      ['The answer is A because B is wrong.', 0],
      ['I think it must be B', 1],
      ["B's argument is as good as C's", 0],
      ['The answer is F', 1, ref('f', { letters: ['a', 'f'] })],
    ],
  },
  numeric: {
    grading: { grader: 'numeric', reference: 18 },
    perfect: '18',
    refused: [
      [ref('many'), /reference: must hold exactly one number/],
      [ref('1 and 2'), /reference/],
      [ref(1, { absolute: -1 }), /options\.absolute/],
      [ref(1, { pick: 'best' }), /options\.pick/],
    ],
    golden: [
      ['That makes $18 a day.', 1],
      ['18.00', 1],
      ['18%', 1],
      ['1.8e1', 1],
      ['The answer is 18, as 3 × 6 is.', 1],
      ['The answer is 3 * 6 = 18.', 1],
      ['3 boxes of 6 are \\boxed{18} apples (6 each)', 1],
      ['9 * 2 = 18\n#### 18', 1],
      ['**Answer:**\n\n18', 1],
      ['She has 9 eggs, so 17.', 0],
      ['none', 0],
      ['GPT-18', 0],
      ['1,234.50', 1, ref('1234.5')],
      ['1,234.50', 1, ref('$1,234.50')],
      ['−5', 1, ref(-5)],
      ['-$5', 1, ref(-5)],
      ['3-5', 1, ref(5)],
      ['½', 1, ref('1/2')],
      ['1 1/2', 1, ref(1.5)],
      ['\\boxed{\\frac{1}{2}}', 1, ref(0.5)],
      ['3 × 10^4', 1, ref(30000)],
      ['3.14', 1, ref(Math.PI, { absolute: 0.01 })],
      ['3.14', 0, ref(Math.PI)],
      ['101', 1, ref(100, { relative: 0.01 })],
      ['102', 0, ref(100, { relative: 0.01 })],
      ['1 then 2', 1, ref(1, { pick: 'first' })],
      ['the answer is 1, not 2', 1, ref(2, { pick: 'last' })],
      ['1 then 2', 0, ref(2, { pick: 'only' })],
      ['2 and again 2', 1, ref(2, { pick: 'only' })],
    ],
  },
  contains: {
    grading: { grader: 'contains', reference: ['refund', '14 days'] },
    perfect: 'A refund within 14 days.',
    refused: [
      [ref([]), /reference/],
      [ref(['']), /reference/],
      [ref('x', { match: 'some' }), /options\.match/],
    ],
    golden: [
      ['REFUND in 14\n days', 1],
      ['refund', 0],
      ['refund', 0.5, ref(['refund', '14 days'], { match: 'share' })],
      ['refund', 1, ref(['refund', '14 days'], { match: 'any' })],
      ['concatenate', 1, ref('cat')],
      ['concatenate', 0, ref('cat', { wholeWords: true })],
      ['a cat.', 1, ref('cat', { wholeWords: true })],
      ['Cat', 0, ref('cat', { ignoreCase: false })],
    ],
  },
  regex: {
    grading: { grader: 'regex', reference: '^order #\\d{4}$', options: { flags: 'im' } },
    perfect: 'Order #1234',
    refused: [
      [ref('('), /reference: regex "\("/],
      [ref('(?=a)'), /reference/],
      [ref('a', { flags: 'g' }), /unknown flag "g"/],
      [ref('a', { match: 'start' }), /options\.match/],
    ],
    golden: [
      ['Here it is:\norder #0001', 1],
      ['order #12', 0],
      ['ab', 0, ref('a', { match: 'full' })],
      ['ab', 1, ref(['x', 'a'])],
      ['aaaa!', 0, ref('(a+)+$')],
    ],
  },
  'json-fields': {
    grading: { grader: 'json-fields', reference: { name: 'Ann', age: 41, tags: ['x', 'y'], ok: true } },
    perfect: '{"name": "Ann", "age": 41, "tags": ["x", "y"], "ok": true}',
    refused: [
      [ref({}), /at least one field/],
      [ref('name'), /reference/],
      [ref({ a: 1 }, { compare: { b: 'exact' } }), /"b" is none of the fields a/],
      [ref({ a: 1 }, { credit: 'half' }), /options\.credit/],
    ],
    golden: [
      ['Sure:\n```json\n{"name":"ann", "age":"41 years", "tags":["x","y"], "ok":true}\n```', 1],
      ['{"name": "Ann", "age": 40, "tags": ["x", "y"]}', 0.5],
      ['{"name": "Ann", "age": 40, "tags": ["x", "y"], "ok": true}', 0, ref({ age: 41, ok: true }, { credit: 'all' })],
      ['{"note": "}"} and {"age": 41}', 1, ref({ age: 41 })],
      ['{"age": 41} is it, {} is not', 1, ref({ age: 41 })],
      ['```\n{"age": 41}\n```', 0, ref({ age: 41 }, { strict: true })],
      ['{"age": 41}', 1, ref({ age: 41 }, { strict: true })],
      ['{"age": 41, "more": 1}', 0, ref({ age: 41 }, { closed: true })],
      ['{"t": ["Y", "x"]}', 1, ref({ t: ['x', 'y'] }, { compare: { t: 'set' } })],
      ['{"t": ["y", "x"]}', 0, ref({ t: ['x', 'y'] })],
      ['{"p": 3.1}', 1, ref({ p: 3 }, { absolute: 0.2 })],
      ['{"o": {"b": 2, "a": 1}}', 1, ref({ o: { a: 1, b: 2 } })],
      ['{"__proto__": {"age": 41}}', 0, ref({ age: 41 })],
      ['no object', 0],
    ],
  },
  set: {
    grading: { grader: 'set', reference: ['red', 'green', 'blue'] },
    perfect: 'blue, red, green',
    refused: [
      [ref([]), /reference/],
      [ref('red'), /reference/],
      [ref(['a'], { separators: '' }), /options\.separators/],
    ],
    golden: [
      ['The colours are:\n- Red\n- Green\n- Blue', 1],
      ['1. red\n2. green\n3. blue', 1],
      ['["red", "green", "blue"]', 1],
      ['red, green, and blue.', 1],
      ['red, red, green, blue', 1],
      ['red, green', 0.8],
      ['red, green', 0, ref(['red', 'green', 'blue'], { score: 'exact' })],
      ['red, pink', 0.4],
      ['a|b', 1, ref(['b', 'a'], { separators: '|' })],
    ],
  },
  list: {
    grading: { grader: 'list', reference: ['one', 'two', 'three', 'four'] },
    perfect: 'one, two, three, four',
    refused: [
      [ref([]), /reference/],
      [ref(['a'], { score: 'f1' }), /options\.score/],
    ],
    golden: [
      ['Here:\n1. One\n2. Two\n3. Three\n4. Four', 1],
      ['```json\n["one", "two", "three", "four"]\n```', 1],
      ['two, one, three, four', 0],
      ['one, two, four, three', 0.5, ref(['one', 'two', 'three', 'four'], { score: 'prefix' })],
      ['one, two, three, four, five', 0.8, ref(['one', 'two', 'three', 'four'], { score: 'prefix' })],
    ],
  },
  instructions: {
    grading: {
      grader: 'instructions',
      reference: [
        { check: 'words', max: 5 },
        { check: 'contains', text: 'tea' },
        { check: 'forbids', text: 'coffee' },
        { check: 'ends-with', text: '!' },
      ],
    },
    perfect: 'Have some tea!',
    refused: [
      [ref([]), /reference/],
      [ref([{ check: 'rhymes' }]), /reference/],
      [ref([{ check: 'words' }]), /"words" needs min, max or both/],
      [ref([{ check: 'contains' }]), /reference/],
      [ref([{ check: 'json' }], { credit: 'some' }), /options\.credit/],
    ],
    golden: [
      ['Have some tea, not coffee!', 0.75],
      ['I would very much prefer some coffee', 0],
      ['Have some tea', 0, ref([{ check: 'ends-with', text: '!' }], { credit: 'all' })],
      ['One. Two! Three?', 1, ref([{ check: 'sentences', min: 3, max: 3 }])],
      ['Version 2.5 is out. Get it.', 1, ref([{ check: 'sentences', min: 2, max: 2 }])],
      ['- a\n- b\n\n3. c', 1, ref([{ check: 'bullets', min: 3, max: 3 }])],
      ['a\n\nb', 1, ref([{ check: 'lines', max: 2 }])],
      ['👍👍', 1, ref([{ check: 'characters', max: 2 }])],
      ['  dear sir', 1, ref([{ check: 'starts-with', text: 'Dear' }])],
      ['all small, 1', 1, ref([{ check: 'lower-case' }])],
      ['ALL BIG', 1, ref([{ check: 'upper-case' }])],
      ['ALL BIg', 0, ref([{ check: 'upper-case' }])],
      ['[1, 2]', 1, ref([{ check: 'json' }])],
      ['```json\n[1, 2]\n```', 0, ref([{ check: 'json' }])],
      ['tea tea', 0, ref([{ check: 'contains', text: 'tea', min: 3 }])],
    ],
  },
  'stated-answer': {
    grading: { grader: 'stated-answer', reference: '# 18', options: { compare: 'numeric' } },
    perfect: '{"reasoning": "9 * 2", "answer": "18"}',
    refused: [
      [ref('none', { compare: 'numeric' }), /reference: must hold exactly one number/],
      [ref('x', { compare: 'fuzzy' }), /options\.compare/],
      [ref(''), /reference/],
    ],
    golden: [
      ['```json\n{\n "reasoning": "line\nbreak",\n "answer": "$18 per day"\n}\n```', 1],
      ['{"reasoning": "\\frac is no escape", "answer": 18}', 1],
      ['The final answer is: $\\boxed{18}$', 1],
      ['{"answer": "9 * 2 = 18"}', 1],
      ['{"answer": "18:00"}', 1],
      ['{"answer": "18 pizzas (9 of each)"}', 1],
      ['{"answer": "18, 20"}', 0],
      ['{"answer": "18 or 20"}', 0],
      ['{"answer": "18\\\\sqrt{2}"}', 0],
      ['{"answer": null}', 0],
      ['{"answer": "[1,2]"}', 1, ref('[1, 2]', { compare: 'python-literal' })],
      ['{"answer": [1, "a", true]}', 1, ref("[1, 'a', True]", { compare: 'python-literal' })],
      ['{"answer": "{2: 1, 1: 2}"}', 1, ref('{1: 2, 2: 1}', { compare: 'python-literal' })],
      ['{"answer": "(1)"}', 0, ref('(1,)', { compare: 'python-literal' })],
      ['{"answer": "  7 "}', 1, ref("'  7 '", { compare: 'python-literal' })],
      ['{"answer": "7"}', 0, ref("'  7 '", { compare: 'python-literal' })],
      ['{"answer": ""}', 1, ref("''", { compare: 'python-literal' })],
      ['The answer is Paris.', 1, ref('Paris')],
    ],
  },
  'zeroeval-compatible': {
    grading: { grader: 'zeroeval-compatible', reference: '# 1,875', options: { compare: 'number' } },
    perfect: '{"reasoning": "…", "answer": "1875"}',
    refused: [
      [ref('1'), /options\.compare/],
      [ref('', { compare: 'number' }), /reference/],
    ],
    golden: [
      ['{"answer": "$1,875.00"}', 1],
      ['{"reasoning": "a "quoted" word", "answer": "1875"}', 1],
      ['{"reasoning": "1875", "answer": "5 + 1870 = 1875"}', 0],
      ['The answer is 1875', 0],
      ['{"answer": "1/2"}', 1, ref('0.5', { compare: 'number' })],
      ['The final answer is: $\\boxed{18}$', 0, ref('18', { compare: 'number' })],
      ['The final answer is: $\\boxed{18}$', 1, ref('18', { compare: 'number', boxed: true })],
      ['{"answer": "\\"ab\\""}', 1, ref("'ab'", { compare: 'text' })],
      ['{"answer": "[1,2]"}', 0, ref('[1, 2]', { compare: 'text' })],
      ['{"answer": [1, 2]}', 1, ref('[1, 2]', { compare: 'text' })],
    ],
  },
};

for (const [name, graderCase] of Object.entries(cases)) describeGrader(name, graderCase);

describe('graderFor', () => {
  it('has a case in this file for every grader', () => {
    expect(Object.keys(cases).toSorted()).toEqual(graders.map(({ name }) => name).toSorted());
  });

  it('refuses an unknown grader, lists the known ones and suggests the nearest', () => {
    expect(() => graderFor({ grader: 'numeric ' })).toThrow('unknown grader "numeric "');
    try {
      graderFor({ grader: 'numric' });
      expect.unreachable();
    } catch (error) {
      expect(error).toMatchObject({ hint: expect.stringMatching(/^Did you mean "numeric"\? Graders are exact, /) });
    }
  });
});
