import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { writeNpy } from '../../../src-main/files/npy.ts'
import { importStack } from '../../../src-main/application/datasets/import-stack.ts'
import { startImport } from '../../../src-main/application/datasets/start-import.ts'
import { datasetResources } from '../../../src-main/application/datasets/resources.ts'
import { askRoute, floatsOf } from '../ask-route.ts'
import { openSky } from '../sky-context.ts'
import { count, madeStacks, orderOf, size } from './made-stack.ts'

const { home, context, call } = openSky()
const { at, stack, positions } = madeStacks()
const path = await stack('box.npy')

describe('importing a stack as a job', () => {
  it('is previewed with what its header says, and the folder it will have', async () => {
    expect(await call('datasets.previewImport', orderOf(path))).toEqual({
      ...{ count, size, type: 'f8', bytes: 4 * count * size ** 2, folder: join(home, 'datasets', 'box') },
    })
    const named = await call('datasets.previewImport', { ...orderOf(path), name: 'My box' })
    expect(named.folder).toBe(join(home, 'datasets', 'my-box'))
  })

  it('registers a dataset without a map, which knows its stack', async () => {
    const { dataset, done } = await startImport(context, { ...orderOf(path, { unit: 'uK' }), name: 'My box' })
    expect(dataset).toMatchObject({ id: 'my-box', state: 'waiting', mapId: null, mapName: null, column: null })
    expect(await done).toMatchObject({ state: 'complete', title: 'Import My box', note: '40 patches' })
    const after = await call('datasets.get', { id: 'my-box' })
    expect(after).toMatchObject({
      state: 'complete',
      count,
      overlap: null,
      unit: 'uK',
      stack: { path, positions: null },
    })
    expect(after.recipe).toMatchObject({ size, width: 8, channels: 'I', scale: 'log', split: 'random', seed: 0 })
  })

  it('serves its patches in the stack’s own values', async () => {
    const { values } = await floatsOf(
      await askRoute(datasetResources, context, '/datasets/my-box/patches?from=3&count=1&unit=map'),
    )
    expect(values[5]).toBeCloseTo(2 + Math.sin(0.7 * (3 * size ** 2 + 5) + 3), 5)
  })

  it('serves one channel of polarised patches at a time', async () => {
    const [file, pixels] = [at('qu.npy'), size ** 2]
    const stokes = Float32Array.from({ length: 2 * count * pixels }, (_, i) => (i % 2 ? -1 : 5) + Math.sin(i))
    await writeNpy(file, stokes, [count, size, size, 2])
    const { done } = await startImport(context, { ...orderOf(file, { channels: 'QU' }), name: 'Stokes' })
    expect((await done).state).toBe('complete')
    const ask = (channel: string) =>
      askRoute(datasetResources, context, `/datasets/stokes/patches?from=3&count=1&unit=map${channel}`)
    for (const channel of [0, 1]) {
      const { values } = await floatsOf(await ask(`&channel=${channel}`))
      expect(values).toHaveLength(pixels)
      expect(values[7]).toBeCloseTo(stokes[2 * (3 * pixels + 7) + channel], 5)
    }
    await expect(ask('&channel=2')).rejects.toThrow('channel must be a whole number from 0 to 1, not 2')
  })

  it('serves masked pixels as missing, in both units: the 0 in their place is no value', async () => {
    const masks = at('masks.npy')
    await writeNpy(masks, new Uint8Array(count * size ** 2).fill(1).fill(0, 3 * size ** 2, 3 * size ** 2 + 5), [
      ...[count, size, size],
    ])
    const { done } = await startImport(context, { ...orderOf(path, { masks }), name: 'Masked' })
    expect((await done).state).toBe('complete')
    for (const unit of ['map', 'standard']) {
      const address = `/datasets/masked/patches?from=2&count=2&unit=${unit}`
      const { values } = await floatsOf(await askRoute(datasetResources, context, address))
      const missing = Array.from(values.keys()).filter((i) => Number.isNaN(values[i]))
      expect(missing).toEqual([0, 1, 2, 3, 4].map((pixel) => size ** 2 + pixel))
    }
  })

  it('gives the reasons for patches left out in the job’s note', async () => {
    const flawed = await stack('flawed.npy', (patch, row) => row < 2 && patch.fill(NaN, 0, 1))
    const { done } = await startImport(context, orderOf(flawed))
    expect((await done).note).toBe('38 patches; left out: 2 with missing pixels')
  })

  it('fails with the reason, and leaves no folder', async () => {
    const { dataset, done } = await startImport(context, orderOf(await stack('gone.npy', (patch) => patch.fill(0))))
    expect((await done).state).toBe('failed')
    expect(context.catalog.datasets.get(dataset.id)!.failure!.message).toMatch(/none of its 40 patches can be used/)
    expect(existsSync(dataset.folder)).toBe(false)
  })

  it('is refused at its field, and then registers nothing', async () => {
    const before = await call('datasets.list', {})
    const wrong = orderOf(path, { split: 'disjoint' })
    for (const method of ['datasets.previewImport', 'datasets.import'] as const)
      await expect(call(method, wrong)).rejects.toMatchObject({ code: 'refused', field: 'split' })
    expect(await call('datasets.list', {})).toEqual(before)
  })
})

it('a dataset imported in the terminal is opened under its name', async () => {
  const folder = at('from the terminal')
  const table = await positions('p.csv')
  await importStack({ stack: orderOf(path, { positions: table, unit: 'K' }), name: 'Turbulence', folder })
  expect(await call('datasets.open', { folder })).toMatchObject({
    ...{ id: 'from-the-terminal', name: 'Turbulence', mapName: null, column: null, unit: 'K', overlap: 0 },
    stack: { path, positions: table },
  })
})
