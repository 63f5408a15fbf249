import { workerData } from 'node:worker_threads'
import { answerTasks } from '../../../src-main/workers/answer-tasks.ts'

/** Halves even numbers; fails of odd ones, and ends at 0. */
answerTasks((task: number) => {
  if (task === 0) process.exit(3)
  if (task % 2 === 1) throw new RangeError(`${task} is odd`)
  return { answer: task / 2 + (workerData as number) }
})
