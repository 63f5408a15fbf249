import { describe, expect, it } from 'vitest'
import { searchSideBySide } from '../../../src-main/engine/inpainting/side-by-side.ts'
import { minimise, type Objective } from '../../../src-shared/optimize/index.ts'

/** |x - target|^4 + |x|^2, for which searches from different starts need different numbers of evaluations. */
const bowl = (x: Float64Array) => {
  const shifted = x.map((value) => value - 3)
  return {
    value: x.reduce((sum, value, i) => sum + shifted[i] ** 4 + value ** 2, 0),
    gradient: x.map((value, i) => 4 * shifted[i] ** 3 + 2 * value),
  }
}
const startOf = (index: number) => [10 * index, -index]

/** Evaluates this function, and records the number of points in each round. */
function rounds() {
  const sizes: number[] = []
  const evaluate = async (points: readonly Float64Array[]) => {
    sizes.push(points.length)
    await Promise.resolve()
    return points.map(bowl)
  }
  return { sizes, evaluate }
}

describe('parallel searches', () => {
  it('end where each would end alone, in the order of their starts', async () => {
    const { evaluate } = rounds()
    const search = (objective: Objective, index: number) => minimise(objective, startOf(index))
    const ends = await searchSideBySide(7, 3, evaluate, search)
    const alone = await Promise.all(ends.map((_, index) => minimise(bowl, startOf(index))))
    expect(ends).toEqual(alone.map((value) => ({ status: 'fulfilled', value })))
  })

  it('are evaluated together, never more than allowed at once, in rounds that all of them wait for', async () => {
    const { sizes, evaluate } = rounds()
    const lengths = [5, 1, 2, 4]
    await searchSideBySide(4, 3, evaluate, async (objective, index) => {
      for (let i = 0; i < lengths[index]; i++) await objective(new Float64Array(2))
    })
    // Start 1 makes room for start 3 after one round; start 2 ends after two and is not replaced.
    expect(sizes).toEqual([3, 3, 2, 2, 2])
  })

  it('wait for one that is slow between its evaluations', async () => {
    const { sizes, evaluate } = rounds()
    await searchSideBySide(2, 2, evaluate, async (objective, index) => {
      for (let i = 0; i < 3; i++) {
        if (index === 0) await new Promise((resolve) => setTimeout(resolve, 5))
        await objective(new Float64Array(2))
      }
    })
    expect(sizes).toEqual([2, 2, 2])
  })

  it('continue without one that fails', async () => {
    const { evaluate } = rounds()
    const ends = await searchSideBySide(3, 2, evaluate, async (objective, index) => {
      if (index === 1) throw new Error('start 1')
      return (await objective(Float64Array.of(index))).value
    })
    expect(ends).toEqual([
      { status: 'fulfilled', value: 81 },
      { status: 'rejected', reason: new Error('start 1') },
      { status: 'fulfilled', value: 5 },
    ])
  })

  it('all fail with a round that fails; those not yet started fail with their own', async () => {
    let count = 0
    const evaluate = async () => {
      count++
      throw new Error('the end')
    }
    const ends = await searchSideBySide(5, 2, evaluate, (objective) => minimise(objective, [1]))
    expect(ends).toEqual(Array(5).fill({ status: 'rejected', reason: new Error('the end') }))
    expect(count).toBe(3)
  })
})
