interface ExampleQuestion {
  readonly id: string;
  readonly prompt: string;
  readonly task: string;
  /** Score and cost in USD of the small and of the large model; made up, to show the format. */
  readonly small: readonly [number, number];
  readonly large: readonly [number, number];
}

/** Ten prompts of everyday work, two models. */
export const exampleRows: readonly ExampleQuestion[] = [
  {
    id: 'q01',
    prompt: 'Rewrite in one friendly sentence: "Your parcel is late because the depot was flooded."',
    task: 'rewriting',
    small: [1, 0.00002],
    large: [1, 0.0009],
  },
  {
    id: 'q02',
    prompt: 'A train leaves at 09:40 and arrives at 13:05. It stops for 25 minutes on the way. How long does it move?',
    task: 'arithmetic',
    small: [0, 0.00003],
    large: [1, 0.0012],
  },
  {
    id: 'q03',
    prompt: 'Is this review positive, negative or mixed? "Great screen, but the battery is gone by noon."',
    task: 'classification',
    small: [1, 0.00001],
    large: [1, 0.0005],
  },
  {
    id: 'q04',
    prompt: 'What does this print?\n```python\nxs = [3, 1, 2]\nprint(sorted(xs)[-1] * len(xs))\n```',
    task: 'code',
    small: [0, 0.00003],
    large: [1, 0.0011],
  },
  {
    id: 'q05',
    prompt:
      'Take name, date and total out of this receipt as JSON: "Cafe Lindt, 3 May 2024, 2 espresso, total 6.40 EUR".',
    task: 'extraction',
    small: [1, 0.00003],
    large: [1, 0.001],
  },
  {
    id: 'q06',
    prompt: 'We are four people. Two share a 46 euro bill evenly, the others owe twice as much each. Who owes what?',
    task: 'arithmetic',
    small: [0, 0.00003],
    large: [0, 0.0013],
  },
  {
    id: 'q07',
    prompt: 'Say in at most twelve words what a load balancer does.',
    task: 'summary',
    small: [1, 0.00001],
    large: [1, 0.0006],
  },
  {
    id: 'q08',
    prompt: 'Write a SQL query for the three customers with the most orders in the table orders(customer, placed_at).',
    task: 'code',
    small: [1, 0.00004],
    large: [1, 0.0014],
  },
  {
    id: 'q09',
    prompt: 'Which of these is not a fruit in the kitchen: tomato, pear, plum, apricot? One word.',
    task: 'classification',
    small: [1, 0.00001],
    large: [0, 0.0004],
  },
  {
    id: 'q10',
    prompt: 'Three tickets mention "login fails since the update". Draft a short status note for the support page.',
    task: 'rewriting',
    small: [0, 0.00004],
    large: [1, 0.0013],
  },
];

/** The ten rows as a wide CSV: the columns of each model are its name (the score) and `|total_cost` (USD). */
export function exampleCsv(): string {
  const header = [
    'id',
    'prompt',
    'task',
    'small-model',
    'small-model|total_cost',
    'large-model',
    'large-model|total_cost',
  ];
  const rows = exampleRows.map(({ id, prompt, task, small, large }) => [id, prompt, task, ...small, ...large]);
  return `${[header, ...rows].map((cells) => cells.map(csvCell).join(',')).join('\n')}\n`;
}

/** Quoted where RFC 4180 asks for it. */
function csvCell(value: string | number): string {
  // Plain notation: not every spreadsheet reads 1e-5.
  const text = typeof value === 'number' ? value.toFixed(5).replace(/\.?0+$/, '') : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
