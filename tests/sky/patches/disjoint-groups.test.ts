import { describe, expect, test } from 'vitest'
import { neighbours } from '../../../src-shared/sky/footprint.ts'
import { disjointGroups } from '../../../src-main/sky/patches/disjoint-groups.ts'

/** Centres on rows of latitude every 4 degrees, as far apart along them. */
const grid = [-60, -40, -20, 20, 24, 28, 32, 60].flatMap((lat) => {
  const count = Math.round((360 * Math.cos((lat * Math.PI) / 180)) / 4)
  return Array.from({ length: count }, (_, i) => ({ lon: (360 * i) / count, lat }))
})
const order = { width: 8, count: 5, seed: 3 }

describe('regions of sky', () => {
  const groups = disjointGroups(grid, order)

  test('share no sky: no patch of one overlaps a patch of another', () => {
    neighbours(grid, 8).forEach((others, i) => {
      for (const j of others) if (groups[i] !== null && groups[j] !== null) expect(groups[j]).toBe(groups[i])
    })
  })

  test('have about as many patches each, and leave out few', () => {
    const counts = [0, 1, 2, 3, 4].map((group) => groups.filter((own) => own === group).length)
    expect(Math.max(...counts) / Math.min(...counts)).toBeLessThan(1.2)
    expect(groups.filter((group) => group === null).length).toBeLessThan(0.25 * grid.length)
  })

  test('see both hemispheres, and are fixed by the seed', () => {
    for (const group of [0, 1, 2, 3, 4])
      for (const side of [-1, 1])
        expect(groups.some((own, i) => own === group && Math.sign(grid[i].lat) === side)).toBe(true)
    expect(disjointGroups(grid, order)).toEqual(groups)
    expect(disjointGroups(grid, { ...order, seed: 4 })).not.toEqual(groups)
  })

  test('of patches in one place are one', () => {
    const one = disjointGroups(
      Array.from({ length: 6 }, (_, i) => ({ lon: 10 + 0.1 * i, lat: 40 })),
      { ...order, count: 2 },
    )
    expect(new Set(one.filter((group) => group !== null)).size).toBe(1)
  })
})
