import { describe, expect, it } from 'vitest'
import { orderPatches, patchOrders, type PatchOrder } from '../../../../src-shared/sky/patch-choice/patch-order.ts'

const patch = (index: number, lon: number | null, lat: number | null, mean: number, std: number, split: string) => ({
  ...{ index, lon, lat, mean, std, split },
})
const patches = [
  patch(0, 350, 16, -3, 0.3, 'train'),
  patch(1, 10, -80, 0, 0.1, 'test'),
  patch(2, 200, 40, 5, 0.9, 'validation'),
  patch(3, 90, -20, -3, 0.3, 'train'),
  patch(4, null, null, 1, 0.2, 'unused'),
]
const order = (by: PatchOrder, descending = false) =>
  orderPatches(patches, by, descending, ({ mean, std }) => ({ mean, std })).map(({ index }) => index)

describe('the order of patches', () => {
  it.each<[PatchOrder, number[], number[]]>([
    ['index', [0, 1, 2, 3, 4], [4, 3, 2, 1, 0]],
    ['lon', [1, 3, 2, 0, 4], [0, 2, 3, 1, 4]],
    ['lat', [1, 3, 0, 2, 4], [2, 0, 3, 1, 4]],
    ['latitude', [0, 3, 2, 1, 4], [1, 2, 3, 0, 4]],
    ['mean', [0, 3, 1, 4, 2], [2, 4, 1, 0, 3]],
    ['std', [1, 4, 0, 3, 2], [2, 0, 3, 4, 1]],
    ['split', [0, 3, 2, 1, 4], [4, 1, 2, 0, 3]],
  ])('by %s, up and down; ties by index, patches without a position last', (by, up, down) => {
    expect(order(by)).toEqual(up)
    expect(order(by, true)).toEqual(down)
  })

  it('has the values of any channel, and leaves the table as it is', () => {
    const second = orderPatches(patches, 'mean', false, ({ index }) => ({ mean: -index, std: 1 }))
    expect(second.map(({ index }) => index)).toEqual([4, 3, 2, 1, 0])
    expect(patches.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4])
    expect(patchOrders).toHaveLength(7)
  })

  it('takes 20,000 patches', () => {
    const many = Array.from({ length: 20_000 }, (_, i) => patch(i, i % 360, 0, (i * 7919) % 20_011, 1, 'train'))
    const means = orderPatches(many, 'mean', true, ({ mean, std }) => ({ mean, std })).map(({ mean }) => mean)
    expect(means.every((mean, i) => i === 0 || means[i - 1] >= mean)).toBe(true)
  })
})
