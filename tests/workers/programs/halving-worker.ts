import { workerData } from 'node:worker_threads'
import { answerTasks } from '../../../src-main/workers/answer-tasks.ts'

/** Halves even numbers, fails on odd ones, and exits at 0. */
answerTasks((task: number) => {
  if (task === 0) process.exit(3)
  if (task % 2 === 1) throw new RangeError(`${task} is odd`)
  return { answer: task / 2 + ((workerData as number | null) ?? 0) }
})
