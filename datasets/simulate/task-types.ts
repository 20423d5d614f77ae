import type { TaskType } from './draft.ts';
import { arithmetic } from './tasks/arithmetic.ts';
import { chat } from './tasks/chat.ts';
import { classification } from './tasks/classification.ts';
import { code } from './tasks/code.ts';
import { extraction } from './tasks/extraction.ts';
import { reading } from './tasks/reading.ts';
import { rewriting } from './tasks/rewriting.ts';
import { summary } from './tasks/summary.ts';

export const TASK_TYPES: readonly TaskType[] = [
  extraction,
  classification,
  arithmetic,
  code,
  summary,
  rewriting,
  chat,
  reading,
];
