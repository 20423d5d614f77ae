import type { Price } from '../../model.ts';
import { type AskedModel, askedModel } from '../provider/asked-model.ts';
import type { RecordTask } from '../recorder/record-task.ts';
import type { JudgeConfig } from './judge-config.ts';
import { type PairwiseQuestion, pairwiseTasks } from './pairwise-tasks.ts';
import { readPreference } from './read-preference.ts';
import { readVerdict } from './read-verdict.ts';
import { rubricTask } from './rubric-task.ts';

/** An answer to judge; `other` where it is compared with another one. */
export type JudgeQuestion = Omit<PairwiseQuestion, 'other'> & Partial<Pick<PairwiseQuestion, 'other'>>;

/** Grades answers by asking a model. */
export interface Judge {
  readonly asked: AskedModel;
  /** The model whose answers the others are compared with; absent where each answer is judged by itself. */
  readonly against?: string;
  /** What can be told without asking: 0 for an empty answer, as every grader has it; a tie of two equal answers. */
  known(question: JudgeQuestion): number | undefined;
  /** What to ask. @throws {Error} where there is no other answer, and it takes one */
  tasks(question: JudgeQuestion): readonly RecordTask[];
  /** Quality 0..1 by the texts of the replies to `tasks`; `undefined` where they say nothing that can be read. */
  read(replies: readonly string[]): number | undefined;
}

export function configuredJudge(config: JudgeConfig, price: Price): Judge {
  const asked = askedModel(config.model, price);
  const withRubric = <Q extends JudgeQuestion>(question: Q): Q => {
    const rubric = question.rubric ?? config.rubric;
    return rubric === undefined ? question : { ...question, rubric };
  };
  if (config.kind === 'rubric') {
    return {
      asked,
      known: ({ answer }) => (answer.trim() === '' ? 0 : undefined),
      tasks: ({ other: _, ...question }) => [rubricTask(asked, withRubric(question))],
      read: ([reply]) => readVerdict(reply!),
    };
  }
  return {
    asked,
    against: config.against,
    known: ({ answer, other }) => (answer === other ? 0.5 : undefined),
    tasks: ({ other, ...question }) => {
      if (other === undefined) throw new Error('a pairwise judge needs another answer');
      return pairwiseTasks(asked, { ...withRubric(question), other });
    },
    read: ([asGiven, swapped]) => readPreference(asGiven!, swapped!),
  };
}
