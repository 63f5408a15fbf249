import { answerTasks } from '../../workers/answer-tasks.ts'
import { importanceOf, modelOver } from './model.ts'
import type { ModelTask } from './model-thread.ts'
import { proposeTrial } from './search.ts'

const answer = (task: ModelTask) => {
  const { study, trials } = task
  switch (task.kind) {
    case 'importance':
      return importanceOf(study, trials)
    case 'model':
      return modelOver(study, trials, task.axes, task.size)
    case 'proposal':
      return proposeTrial(study, trials, task.number)
  }
}
answerTasks(async (task: ModelTask) => ({ answer: await answer(task) }))
