import { answerTasks } from '../../workers/answer-tasks.ts'
import type { TileTask } from './tile-task.ts'
import { hipsTile } from './tile.ts'

answerTasks(({ field, place, options }: TileTask) => {
  const { buffer } = hipsTile(field, place, options)
  return { answer: buffer, transfer: [buffer] }
})
