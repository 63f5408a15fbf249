import { describe, expect, test } from 'vitest'
import { answersInOrder, startWorkerPool } from '../../src-main/workers/worker-pool.ts'

const program = new URL('./programs/halving-worker.ts', import.meta.url)
const workerPoolOf = (size: number, plus = 0) =>
  startWorkerPool<number, number>(program, size, plus, (code) => new Error(`ended with ${code}`))
const collect = async (tasks: number[], size: number, signal?: AbortSignal) => {
  const answers: number[] = []
  for await (const answer of answersInOrder(
    workerPoolOf(size),
    tasks.length,
    (index) => tasks[index],
    2 * size,
    signal,
  ))
    answers.push(answer)
  return answers
}

describe('a pool of worker threads', () => {
  test('answers in task order, for any number of tasks and workers', async () => {
    const tasks = Array.from({ length: 25 }, (_, i) => 2 * (i + 1))
    expect(await collect(tasks, 3)).toEqual(tasks.map((task) => task / 2))
    expect(await collect([8], 2)).toEqual([4])
    expect(await collect([], 2)).toEqual([])
  })

  test('passes its data to every worker', async () => {
    const pool = workerPoolOf(1, 100)
    expect(await pool.ask(6)).toBe(103)
    await pool.end()
  })

  test('fails with a worker’s error, and if a worker exits early', async () => {
    await expect(collect([2, 4, 5, 6], 2)).rejects.toThrow('5 is odd')
    await expect(collect([2, 0, 4], 1)).rejects.toThrow('ended with 3')
  })

  test('stops when aborted', async () => {
    const signal = AbortSignal.abort(new Error('enough'))
    await expect(collect([2, 4], 1, signal)).rejects.toThrow('enough')
  })
})
