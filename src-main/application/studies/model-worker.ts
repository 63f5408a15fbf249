import { answerTasks } from '../../threads/answer-tasks.ts'
import { importanceOf, modelOver } from './model.ts'
import type { ModelTask } from './model-thread.ts'

answerTasks(async ({ study, trials, axes, size }: ModelTask) => ({
  answer: axes ? await modelOver(study, trials, axes, size) : await importanceOf(study, trials),
}))
