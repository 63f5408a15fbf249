import { describe, expect, test } from 'vitest'
import { answersInOrder, type WorkerPool } from '../../src-main/workers/worker-pool.ts'

/** A pool without threads that answers on demand and records what happens to it. */
function madePool() {
  const waiting: PromiseWithResolvers<number>[] = []
  const told = { asked: [] as number[], ended: 0 }
  const pool: WorkerPool<number, number> = {
    ask(task) {
      told.asked.push(task)
      const answer = Promise.withResolvers<number>()
      // As in a real pool, a failure before its turn is not an unhandled rejection.
      answer.promise.catch(() => undefined)
      waiting.push(answer)
      return answer.promise
    },
    fail: (reason) => waiting.forEach(({ reject }) => reject(reason)),
    end: async () => void told.ended++,
  }
  return { pool, told, answer: (index: number) => waiting[index].resolve(10 * told.asked[index]) }
}

describe('answers in task order', () => {
  test('are requested a few tasks ahead, and no further until one is taken', async () => {
    const { pool, told, answer } = madePool()
    const answers = answersInOrder(pool, 5, (index) => index, 2)
    const first = answers.next()
    answer(1)
    expect(told.asked).toEqual([0, 1])
    answer(0)
    expect((await first).value).toBe(0)
    expect(told.asked).toEqual([0, 1, 2])
    expect((await answers.next()).value).toBe(10)
    expect(told.asked).toEqual([0, 1, 2, 3])
    await answers.return()
  })

  test('end the pool once when all are done, when the loop is left, and when one fails', async () => {
    const whole = madePool()
    const all = answersInOrder(whole.pool, 1, (index) => index, 4)
    const only = all.next()
    whole.answer(0)
    expect(await only).toEqual({ value: 0, done: false })
    expect(whole.told.ended).toBe(0)
    expect((await all.next()).done).toBe(true)
    const left = madePool()
    const some = answersInOrder(left.pool, 9, (index) => index, 1)
    const taken = some.next()
    left.answer(0)
    await taken
    await some.return()
    const failed = madePool()
    const never = answersInOrder(failed.pool, 2, (index) => index, 2).next()
    failed.pool.fail(new Error('out of memory'))
    await expect(never).rejects.toThrow('out of memory')
    expect([whole, left, failed].map(({ told }) => told.ended)).toEqual([1, 1, 1])
  })

  test('stop waiting for a worker as soon as they are cancelled', async () => {
    const { pool, told } = madePool()
    const abort = new AbortController()
    const never = answersInOrder(pool, 3, (index) => index, 3, abort.signal).next()
    abort.abort(new Error('enough'))
    await expect(never).rejects.toThrow('enough')
    expect(told.ended).toBe(1)
  })
})
