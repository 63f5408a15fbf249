import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { classifySets, type ClassifiedSet } from '../../../src-main/application/validations/classify-sets.ts'
import { patchPositions } from '../../../src-main/application/validations/patch-positions.ts'
import { readNpy } from '../../../src-main/files/npy.ts'
import type { Engine } from '../../../src-main/application/host/engine.ts'
import { madeEngine } from '../made-engine.ts'

const folder = mkdtempSync(join(tmpdir(), 'cirrus-classify-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const size = 8
const set = (name: string, count: number, side = size): Omit<ClassifiedSet, 'positions'> => ({
  ...{ file: join(folder, `${name}.npy`), count, rows: side, columns: side },
  values: Float32Array.from({ length: count * side ** 2 }, (_, i) => Math.floor(i / side ** 2)),
})
const settings = { folds: 2, steps: 3, seed: 1, width: 8 }

/** The order that the engine received, with what the files held. */
async function ordered(...sets: [ReturnType<typeof set>, ReturnType<typeof set>]) {
  const made = madeEngine()
  const seen: number[][] = []
  const engine = {
    ...made,
    async call(name: string, params: Record<string, unknown>, options: never) {
      for (const file of [params.first, params.second] as string[]) {
        const { data, shape } = await readNpy(file)
        seen.push(Array.from({ length: shape[0] }, (_, i) => data[i * size ** 2]))
      }
      return made.call(name as never, params as never, options)
    },
  } as unknown as Engine
  const placed = async (one: ReturnType<typeof set>) => ({
    ...one,
    positions: await patchPositions(one.file, one.count),
  })
  const found = await classifySets(engine, [await placed(sets[0]), await placed(sets[1])], settings)
  return { found, seen, params: made.calls[0].params as { groups: Record<string, (number | null)[]>; folds: number } }
}

describe('sets of unknown positions', () => {
  test('go to the engine whole, as float32 stacks, and its answer is returned', async () => {
    const { found, seen, params } = await ordered(set('a', 4), set('b', 3))
    expect(seen).toEqual([
      [0, 1, 2, 3],
      [0, 1, 2],
    ])
    expect(params).toMatchObject({ folds: 2, steps: 3, seed: 1 })
    expect(params.groups).toEqual({ first: [null, null, null, null], second: [null, null, null] })
    expect(found).toMatchObject({ accuracy: 0.5, correct: 20, count: 40 })
  })

  test('are refused if their patches are too small or not square', async () => {
    await expect(ordered(set('a', 4), set('b', 3, 4))).rejects.toThrow(
      'b.npy, shape: a classifier takes square patches of at least 8 pixels, not 4 x 4',
    )
  })
})

describe('sets with positions beside them', () => {
  // A ring of patches at latitude 50, 4 degrees apart along it: each overlaps its neighbours.
  const count = 56
  beforeAll(() => {
    const rows = Array.from({ length: count }, (_, i) => `${i},${(360 * i) / count},50`)
    writeFileSync(join(folder, 'sky.csv'), ['index,lon,lat', ...rows, ''].join('\n'))
    writeFileSync(join(folder, 'other.csv'), 'name,value\na,1\n')
  })

  test('are held out in regions, without the patches across their borders', async () => {
    const { seen, params } = await ordered(set('sky', count), set('other', 5))
    const [kept] = seen
    expect(kept.length).toBeLessThan(count)
    expect(kept.length).toBeGreaterThan(count - 12)
    const regions = params.groups.first
    expect(new Set(regions)).toEqual(new Set([0, 1]))
    // Neighbours on the ring that are both kept are in one region.
    kept.forEach((index, i) => {
      const next = kept.indexOf((index + 1) % count)
      if (next >= 0) expect(regions[next]).toBe(regions[i])
    })
    expect(params.groups.second).toEqual([null, null, null, null, null])
  })

  test('of the same sky are divided together', async () => {
    const { seen, params } = await ordered(set('sky', count), set('sky', count))
    expect(seen[0]).toEqual(seen[1])
    expect(params.groups.first).toEqual(params.groups.second)
  })

  test('of other sky are divided each on its own', async () => {
    const rows = Array.from({ length: 20 }, (_, i) => `${12 * i},-50`)
    writeFileSync(join(folder, 'south.csv'), ['lon,lat', ...rows, ''].join('\n'))
    const { params } = await ordered(set('sky', count), set('south', 20))
    expect(new Set(params.groups.first)).toEqual(new Set([0, 1]))
    expect(new Set(params.groups.second)).toEqual(new Set([2, 3]))
  })

  test('need a position for every patch', async () => {
    await expect(ordered(set('sky', 5), set('b', 3))).rejects.toThrow('it has 56 rows, but the stack has 5 patches')
  })
})
