import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { writeNpy, type NpyArray } from '../../../src-main/files/npy.ts'
import { assemblePatches, type AssembleOptions } from '../../../src-main/sky/assemble/assemble-patches.ts'
import type { PatchFile } from '../../../src-main/sky/assemble/assemble-task.ts'
import { cutPatch } from '../../../src-main/sky/patches/cut-patch.ts'
import { roundTrip } from '../../../src-shared/sky/assemble/round-trip.ts'
import type { HealpixMap } from '../../../src-shared/sky/healpix/map.ts'
import { patchGrid } from '../../../src-shared/sky/patch-grid.ts'
import { standardise } from '../../../src-shared/sky/scale.ts'

const folder = mkdtempSync(join(tmpdir(), 'cirrus-assemble-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const geometry = { size: 32, width: 24 }
const centres = patchGrid({ step: 15, minLatitude: 0, rowRule: 'edge' })
const options: AssembleOptions = { nside: 32, frame: 'G', type: 'float64', corrections: 2, threads: 2 }

/** A sky with details of a few pixels. */
const sky = (frame: HealpixMap['frame'] = 'G'): HealpixMap => ({
  nside: 32,
  ordering: 'RING',
  frame,
  values: Float64Array.from({ length: 12 * 32 ** 2 }, (_, p) => 5 + 2 * Math.sin(p / 3) + Math.cos(p / 100)),
})

let files = 0
async function fileOf(patches: readonly NpyArray[], change: Partial<PatchFile> = {}): Promise<PatchFile> {
  const path = join(folder, `${files++}.npy`)
  const all = patches[0].slice(0, 0).constructor as Float64ArrayConstructor
  await writeNpy(path, all.from(patches.flatMap((patch) => [...patch])), [patches.length, geometry.size, geometry.size])
  const placed = centres.map((centre, index) => ({ ...centre, index, standards: null }))
  return {
    path,
    channels: ['I'],
    masks: null,
    geometry,
    scaling: { scale: 'linear' },
    patches: placed.slice(0, patches.length),
    ...change,
  }
}
const cuts = (map: HealpixMap) => centres.map(({ lon, lat }) => cutPatch(map, { lon, lat }, geometry))

describe('patches of a map', () => {
  it('come back to it: details are lost by interpolation, and restored by corrections', async () => {
    const source = sky()
    const file = await fileOf(cuts(source))
    const errors: number[] = []
    for (const corrections of [0, 1, 2, 4])
      errors.push(roundTrip(await assemblePatches(file, { ...options, corrections }), source)!.relative)
    expect(errors[0]).toBeGreaterThan(0.02)
    for (let k = 1; k < errors.length; k++) expect(errors[k]).toBeLessThan(0.5 * errors[k - 1])
    expect(errors[2]).toBeLessThan(0.01)
  })

  it('come back in another frame than the map’s, and to another nside', async () => {
    const source = sky('C')
    source.values = source.values.map((_, p) => 3 + Math.cos(p / 4000))
    const file = await fileOf(cuts(source))
    for (const change of [{ frame: 'C' }, { frame: 'E' }, { nside: 20 }] as const)
      expect(roundTrip(await assemblePatches(file, { ...options, ...change }), source)!.relative).toBeLessThan(1e-3)
  })

  it('that is constant come back exactly, and uncovered pixels are missing', async () => {
    const file = await fileOf(centres.slice(0, 40).map(() => new Float32Array(geometry.size ** 2).fill(0.1)))
    const {
      values: [values],
      weights,
    } = await assemblePatches(file, { ...options, type: 'float32' })
    expect(values).toBeInstanceOf(Float32Array)
    values.forEach((value, pixel) => expect(value).toBe(weights[pixel] > 0 ? Math.fround(0.1) : NaN))
    expect(values.some(Number.isNaN)).toBe(true)
  })

  it('give the same map with one thread and with three', async () => {
    const file = await fileOf(cuts(sky()))
    const [one, three] = [
      await assemblePatches(file, { ...options, threads: 1 }),
      await assemblePatches(file, { ...options, threads: 3 }),
    ]
    expect(three.weights).toEqual(one.weights)
    expect(three.values).toEqual(one.values)
  })

  it('are undone from their standardisation and logarithm', async () => {
    const source = sky()
    const standards = cuts(source).map((cut) => {
      const patch = new Float32Array(cut.length)
      const standard = standardise(cut, { scale: 'log' }, patch)
      if (typeof standard === 'string') throw new Error(standard)
      return { patch, standard }
    })
    const patches = centres.map((centre, index) => ({ ...centre, index, standards: [standards[index].standard] }))
    const file = await fileOf(
      standards.map(({ patch }) => patch),
      { scaling: { scale: 'log' }, patches },
    )
    expect(roundTrip(await assemblePatches(file, options), source)!.relative).toBeLessThan(0.01)
  })

  it('with UNSEEN or NaN leave what others cover', async () => {
    const patches = cuts(sky())
    patches[0].fill(-1.6375e30)
    patches[1].fill(NaN)
    const {
      values: [values],
    } = await assemblePatches(await fileOf(patches), options)
    expect(values.every((value) => Number.isNaN(value) || (value > 0 && value < 10))).toBe(true)
  })
})

describe('assembling', () => {
  it('reports progress up to 1, and ends with the reason of an abort', async () => {
    const file = await fileOf(cuts(sky()))
    const fractions: number[] = []
    await assemblePatches(file, { ...options, onProgress: (fraction) => fractions.push(fraction) })
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b))
    expect(fractions.at(-1)).toBe(1)
    const abort = new AbortController()
    const ended = assemblePatches(file, {
      ...options,
      signal: abort.signal,
      onProgress: () => abort.abort(new Error('enough')),
    })
    await expect(ended).rejects.toThrow('enough')
  })

  it('refuses patches that have no inside or lie on no plane', async () => {
    const file = await fileOf(cuts(sky()))
    await expect(assemblePatches({ ...file, geometry: { size: 2, width: 5 } }, options)).rejects.toThrow(/at least 3/)
    await expect(assemblePatches({ ...file, geometry: { size: 9, width: 120 } }, options)).rejects.toThrow(/below 120/)
  })
})
