import { describe, expect, test } from 'vitest'
import { interleave, median, type Contender } from './measure.ts'
import { evaluate } from './row.ts'

test('the median is the middle value, or the mean of the middle two, and does not modify its input', () => {
  const values = [10, 9, 1]
  expect(median(values)).toBe(9)
  expect(values).toEqual([10, 9, 1])
  expect(median([4, 1, 3, 2])).toBe(2.5)
  expect(median([100, 2])).toBe(51)
  expect(median([])).toBeNaN()
})

describe('interleaving', () => {
  const log: string[] = []
  const contender = (name: string, seconds: number[][]): Contender => {
    let turn = 0
    return {
      name,
      async turn() {
        log.push(name)
        return seconds[turn++]
      },
    }
  }

  test('gives every contender one turn per round, starts each round with the next one, and ignores the warm-up', async () => {
    const a = contender('a', [[100], [1], [3], [2]])
    const b = contender('b', [[0], [5], [7], [90]])
    const medians = await interleave([a, b], { warmUps: 1, rounds: 3 })
    expect(log.splice(0)).toEqual(['a', 'b', 'b', 'a', 'a', 'b', 'b', 'a'])
    expect(medians).toEqual({ a: 2, b: 7 })
  })

  test('never runs two at a time, and counts every result of a turn', async () => {
    let running = 0
    const busy = (name: string): Contender => ({
      name,
      async turn() {
        expect(++running).toBe(1)
        await new Promise((resolve) => setImmediate(resolve))
        running--
        return [1, 2, 9]
      },
    })
    expect(await interleave([busy('a'), busy('b')], { warmUps: 0, rounds: 2 })).toEqual({ a: 2, b: 2 })
  })

  test('starts no more rounds after the time limit, once three are counted', async () => {
    const slow = contender('slow', [[9], [1], [2], [3], [4]])
    expect(await interleave([slow], { warmUps: 1, rounds: 4, limit: 0 })).toEqual({ slow: 2 })
    expect(log.splice(0)).toHaveLength(4)
  })

  test('ends with the first failure', async () => {
    const broken = { name: 'broken', turn: () => Promise.reject(new Error('out of memory')) }
    await expect(interleave([broken], { warmUps: 0, rounds: 1 })).rejects.toThrow('out of memory')
  })
})

describe('a row', () => {
  const row = { figure: 'step', unit: 'ms', goal: 0.85 }

  test('compares ours with the best peer that could be measured', () => {
    expect(evaluate({ ...row, ours: 80, peers: { Keras: 120, PyTorch: 100, other: null } })).toEqual({
      ...row,
      ours: 80,
      peers: { Keras: 120, PyTorch: 100, other: null },
      ratio: 0.8,
      met: true,
    })
    expect(evaluate({ ...row, ours: 90, peers: { PyTorch: 100 } }).met).toBe(false)
  })

  test('has no ratio if the peers or our own figure are missing, and no verdict without a goal', () => {
    expect(evaluate({ ...row, ours: 80, peers: { Keras: null } })).toMatchObject({ ratio: null, met: null })
    expect(evaluate({ ...row, ours: null, peers: { Keras: 1 } })).toMatchObject({ ratio: null, met: null })
    expect(evaluate({ ...row, ours: 80, goal: null })).toMatchObject({ ratio: 80, met: null })
  })

  test('is its own ratio if it has no peer', () => {
    expect(evaluate({ ...row, ours: 0.9 })).toMatchObject({ ratio: 0.9, met: false })
    expect(evaluate({ ...row, ours: 0.85 })).toMatchObject({ ratio: 0.85, met: true })
  })
})
