import type { Random } from '../../../harness/random.ts';
import { between, pick, sample } from '../pick.ts';
import { CITIES, FIRST_NAMES, GOODS } from '../seeds/words.ts';

/** A small Python program and what it prints. */
export interface Program {
  readonly difficulty: number;
  readonly code: string;
  readonly output: string;
}

/** Writes a program; `size` 0 … 3 sets how much it has to go through. */
export type WriteProgram = (size: number, rng: Random) => Program;

export const PROGRAMS: readonly WriteProgram[] = [
  (size, rng) => {
    const nums = numbers(size + 3, rng);
    const k = between(2, 4, rng);
    const total = nums.filter((n) => n % k === 0).reduce((sum, n) => sum + n, 0);
    return program(
      0,
      `${py(nums, 'crates')}\ntotal = 0\nfor c in crates:\n    if c % ${k} == 0:\n        total += c\nprint(total)`,
      total,
    );
  },
  (size, rng) => {
    const list = sample(GOODS, size + 3, rng);
    const cut = between(2, 4, rng);
    return program(
      -0.5,
      `${py(list, 'goods')}\nprint("-".join(g[:${cut}] for g in goods))`,
      list.map((g) => g.slice(0, cut)).join('-'),
    );
  },
  (size, rng) => {
    const list = sample(CITIES, size + 3, rng);
    const found = list.filter((city) => city.includes('a')).length;
    return program(-0.3, `${py(list, 'cities')}\nprint(len([c for c in cities if "a" in c]))`, found);
  },
  (size, rng) => {
    let n = between(20, 90, rng) + 100 * size;
    const start = n;
    let steps = 0;
    while (n > 1) {
      n = n % 2 === 0 ? n / 2 : n - 1;
      steps++;
    }
    return program(
      0.7,
      `n = ${start}\nsteps = 0\nwhile n > 1:\n    n = n // 2 if n % 2 == 0 else n - 1\n    steps += 1\nprint(steps)`,
      steps,
    );
  },
  (size, rng) => {
    const name = pick(FIRST_NAMES, rng);
    const text = sample(GOODS, size + 1, rng).join(' ');
    const output = [...text].reverse().join('').toUpperCase();
    return program(0.3, `# note of ${name}\nnote = "${text}"\nprint(note[::-1].upper())`, output);
  },
  (size, rng) => {
    const list = sample(FIRST_NAMES, size + 4, rng);
    const chosen = list.toSorted((a, b) => a.length - b.length)[0]!;
    return program(-0.2, `${py(list, 'guests')}\nprint(sorted(guests, key=len)[0])`, chosen);
  },
  (size, rng) => {
    const [rows, cols] = [between(2, 4, rng) + size, between(3, 5, rng)];
    let count = 0;
    for (let i = 0; i < rows; i++) for (let j = 0; j < cols; j++) count += Number((i + j) % 3 === 0);
    return program(
      0.6,
      `seats = 0\nfor row in range(${rows}):\n    for col in range(${cols}):\n        if (row + col) % 3 == 0:\n            seats += 1\nprint(seats)`,
      count,
    );
  },
  (size, rng) => {
    const list = sample(GOODS, size + 4, rng);
    return program(-0.4, `${py(list, 'stock')}\nprint(stock[1:${size + 3}])`, pyList(list.slice(1, size + 3)));
  },
  (size, rng) => {
    const list = sample(CITIES, size + 3, rng);
    const at = list.flatMap((city, i) => (city.length > 5 ? [i] : []));
    return program(
      0,
      `${py(list, 'stops')}\nprint([i for i, s in enumerate(stops) if len(s) > 5])`,
      `[${at.join(', ')}]`,
    );
  },
  (size, rng) => {
    const k = between(2, 9, rng);
    const [a, b] = [k * between(3, 9 + 5 * size, rng), k * between(3, 9 + 5 * size, rng)];
    const gcd = (x: number, y: number): number => (y === 0 ? x : gcd(y, x % y));
    return program(0.4, `def f(a, b):\n    return a if b == 0 else f(b, a % b)\n\nprint(f(${a}, ${b}))`, gcd(a, b));
  },
  (size, rng) => {
    const [prices, amounts] = [numbers(size + 2, rng), numbers(size + 2, rng).map((n) => (n % 9) + 1)];
    const good = pick(GOODS, rng);
    const bill = prices.reduce((sum, p, i) => sum + p * amounts[i]!, 0);
    return program(
      0.5,
      `# bill for ${good}\n${py(prices, 'prices')}\n${py(amounts, 'amounts')}\nprint(sum(p * a for p, a in zip(prices, amounts)))`,
      bill,
    );
  },
  (size, rng) => {
    const pool = sample(FIRST_NAMES, size + 5, rng);
    const [a, b] = [pool.slice(0, size + 3), sample(pool.slice(2), size + 3, rng)];
    const both = a.filter((name) => b.includes(name)).toSorted();
    return program(
      0.1,
      `${py(a, 'monday')}\n${py(b, 'friday')}\nprint(sorted(set(monday) & set(friday)))`,
      pyList(both),
    );
  },
  (size, rng) => {
    const nums = numbers(size + 4, rng);
    const limit = between(40, 90, rng);
    let sum = 0;
    for (const n of nums) {
      if (sum + n > limit) break;
      sum += n;
    }
    return program(
      0.3,
      `load = 0\nfor box in [${nums.join(', ')}]:\n    if load + box > ${limit}:\n        break\n    load += box\nprint(load)`,
      sum,
    );
  },
  (size, rng) => {
    const list = sample(GOODS, 3, rng);
    const asked = Array.from({ length: size + 2 }, () => pick([...list, 'gloves', 'lamps'], rng));
    const stock = new Map(list.map((good) => [good, between(2, 60, rng)]));
    const total = asked.reduce((sum, good) => sum + (stock.get(good) ?? 0), 0);
    const dict = [...stock].map(([good, n]) => `"${good}": ${n}`).join(', ');
    return program(
      0.2,
      `stock = {${dict}}\n${py(asked, 'orders')}\nprint(sum(stock.get(o, 0) for o in orders))`,
      total,
    );
  },
  (size, rng) => {
    const list = sample(CITIES, size + 2, rng);
    const [name, hours] = [pick(FIRST_NAMES, rng), between(2, 9, rng)];
    const output = `${name} ${hours * list.length} ${list.at(-1)!}`;
    return program(
      -0.6,
      `${py(list, 'route')}\nhours = ${hours}\nprint("${name}", hours * len(route), route[-1])`,
      output,
    );
  },
  (size, rng) => {
    const list = sample(FIRST_NAMES, size + 3, rng);
    const stack: string[] = [];
    const lines = list.map((name, i) => {
      stack.push(name);
      if (i % 2 === 0) return `queue.append("${name}")`;
      stack.shift();
      return `queue.append("${name}")\nqueue.pop(0)`;
    });
    return program(0.1, `queue = []\n${lines.join('\n')}\nprint(queue)`, pyList(stack));
  },
  (size, rng) => {
    const [a, b, n] = [between(1, 5, rng), between(2, 6, rng), size + 4];
    const terms = [a, b];
    for (let i = 2; i < n; i++) terms.push(terms[i - 1]! + terms[i - 2]!);
    return program(0.5, `a, b = ${a}, ${b}\nfor _ in range(${n - 1}):\n    a, b = b, a + b\nprint(a)`, terms[n - 1]!);
  },
  (size, rng) => {
    const words = Array.from({ length: size + 4 }, () => pick(['tea', 'milk', 'rye', 'oats'], rng));
    const counts = words.filter((word) => word === words[0]).length;
    return program(
      -0.5,
      `# pantry in ${pick(CITIES, rng)}\n${py(words, 'pantry')}\nprint(pantry.count("${words[0]!}") * 3)`,
      counts * 3,
    );
  },
];

function program(difficulty: number, code: string, output: string | number): Program {
  return { difficulty, code, output: String(output) };
}

function numbers(count: number, rng: Random): number[] {
  return Array.from({ length: count }, () => between(3, 30, rng));
}

function py(items: readonly (string | number)[], name: string): string {
  return `${name} = [${items.map((item) => (typeof item === 'number' ? item : `"${item}"`)).join(', ')}]`;
}

function pyList(items: readonly string[]): string {
  return `[${items.map((item) => `'${item}'`).join(', ')}]`;
}
