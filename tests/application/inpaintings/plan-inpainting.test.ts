import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { Context } from '../../../src-main/application/host/context.ts'
import { homeLayout } from '../../../src-main/application/host/home.ts'
import { planInpainting } from '../../../src-main/application/inpaintings/plan-inpainting.ts'
import { createColumnCache } from '../../../src-main/application/maps/column-cache.ts'
import { writeNpy } from '../../../src-main/files/npy.ts'
import type { EstimateOrder } from '../../../src-preload/contract/estimators.ts'
import { inpaintingMethods } from '../../../src-preload/contract/inpaintings.ts'
import { exampleDataset, exampleRun } from '../../catalog/examples.ts'

const home = mkdtempSync(join(tmpdir(), 'cirrus-plan-'))
afterAll(() => rmSync(home, { recursive: true, force: true }))
const mask = async (name: string, values: Uint8Array, shape: number[]) => {
  await writeNpy(join(home, name), values, shape)
  return { kind: 'file', path: join(home, name) } as const
}

/** A catalog with one run on one dataset of 64 px, with one patch. */
const contextWith = (changes: object = {}, ofDataset: object = {}) =>
  ({
    ...{ patchTables: { of: async () => [{ index: 0 }] }, layout: homeLayout(home), columns: createColumnCache() },
    catalog: {
      runs: { get: (id: string) => (id === exampleRun.id ? { ...exampleRun, epoch: 3, ...changes } : null) },
      datasets: {
        get: (id: string) => (id === exampleDataset.id ? { ...exampleDataset, folder: home, ...ofDataset } : null),
      },
    },
  }) as unknown as Context
const { size } = exampleDataset.recipe
const map = { estimator: { kind: 'map' }, runId: exampleRun.id }
const plan = (
  context: Context,
  problem: { mask?: unknown; patch?: number; beam?: number; simulated?: boolean; pixelWindow?: unknown } = {},
  estimates: unknown[] = [map],
  datasetId = exampleDataset.id,
) => {
  const order = { datasetId, problem: { patch: 0, mask: { kind: 'disc' }, ...problem }, estimates }
  return planInpainting(context, inpaintingMethods['inpaintings.start'].params.parse(order))
}

describe('the plan of an inpainting', () => {
  it('names it by its dataset, its patch and its mask', async () => {
    const { stem, dataset, patch } = await plan(contextWith())
    expect([stem, dataset.id, patch.index]).toEqual([`${exampleDataset.id}-patch-0-disc`, exampleDataset.id, 0])
  })

  it.each([
    [
      'a flow, which has no encoder and no decoder',
      { config: { ...exampleRun.config, architecture: 'flow' } },
      'refused',
      /a flow has no encoder and no decoder; choose another run\.$/,
    ],
    [
      'another size of patches',
      { config: { ...exampleRun.config, size: 128 } },
      'refused',
      /trained on patches of 128 px, and this one has 64 px; choose another run\.$/,
    ],
    [
      'several channels',
      { config: { ...exampleRun.config, channels: 3 } },
      'refused',
      /trained on patches of 3 channels, and this one has one channel; choose another run\.$/,
    ],
    ['no checkpoint', { epoch: 0 }, 'conflict', /has no checkpoint yet; train it for an epoch first\.$/],
  ])('refuses a model with %s, at its field', async (_, changes, code, message) => {
    const order = [{ estimator: { kind: 'mean' } }, map]
    await expect(plan(contextWith(changes), {}, order)).rejects.toMatchObject({
      ...{ code, field: 'estimates.1.runId', message: expect.stringMatching(message) },
    })
    await expect(plan(contextWith(changes), {}, order.slice(0, 1))).resolves.toBeDefined()
  })

  it('refuses an estimator that can’t undo a beam, and one that is asked for twice', async () => {
    const diffusion = { estimator: { kind: 'diffusion' } }
    await expect(plan(contextWith(), { beam: 30 }, [map, diffusion])).rejects.toMatchObject({
      code: 'refused',
      field: 'estimates.1.estimator',
    })
    await expect(plan(contextWith(), {}, [map, diffusion, map])).rejects.toMatchObject({
      field: 'estimates.2.estimator',
      message: 'MAP is asked for twice with the same settings.',
    })
    const more = { ...map, estimator: { kind: 'map', starts: 2 } } as EstimateOrder
    await expect(plan(contextWith(), {}, [map, more])).resolves.toBeDefined()
  })

  it('checks its mask: the patch’s size, only 1 and 0, a hole and some observed pixels', async () => {
    const of = (values: (i: number) => number, side = size) =>
      [Uint8Array.from({ length: side * side }, (_, i) => values(i)), [side, side]] as const
    for (const [name, [values, shape], message] of [
      ['small.npy', of(() => 1, 8), /shape: a mask for patches of 64 x 64 px has the same shape; this is 8 x 8/],
      [
        'grey.npy',
        of((i) => (i === 65 ? 2 : 1)),
        /row 1, column 1: a mask contains only 1 \(observed\) and 0 \(hole\), not 2/,
      ],
      ['full.npy', of(() => 1), /has no hole/],
      ['empty.npy', of(() => 0), /no pixel of this patch observed/],
    ] as const) {
      await expect(plan(contextWith(), { mask: await mask(name, values, [...shape]) }), name).rejects.toMatchObject({
        code: 'refused',
        field: 'problem.mask',
        message: expect.stringMatching(message),
      })
    }
    const half = await mask('half.npy', of((i) => i % 2)[0], [size, size])
    await expect(plan(contextWith(), { mask: half })).resolves.toMatchObject({ patch: { index: 0 } })
    const gone = { kind: 'file', path: join(home, 'gone.npy') }
    await expect(plan(contextWith(), { mask: gone })).rejects.toMatchObject({ code: 'refused', field: 'problem.mask' })
  })

  it('may see all of the patch if a beam, a pixel window or noise leaves something to estimate', async () => {
    const whole = { mask: { kind: 'all' } }
    await expect(plan(contextWith(), whole)).rejects.toMatchObject({
      ...{ code: 'refused', field: 'problem.mask' },
      message:
        'All of the patch is seen as it is, so that nothing is left to estimate. ' +
        'Choose a mask with a hole, a beam or a pixel window, or simulate noise.',
    })
    for (const left of [{ beam: 80 }, { simulated: true }, { pixelWindow: { kind: 'patch' } }]) {
      const { stem } = await plan(contextWith(), { ...whole, ...left })
      expect(stem).toBe(`${exampleDataset.id}-patch-0-all-seen`)
    }
    const biharmonic = { estimator: { kind: 'biharmonic' } }
    await expect(plan(contextWith(), { ...whole, simulated: true }, [biharmonic])).rejects.toMatchObject({
      field: 'estimates.0.estimator',
    })
  })

  it('checks that its dataset, its run and its patch are there, naming the field', async () => {
    await expect(plan(contextWith(), {}, [map], 'nowhere')).rejects.toMatchObject({
      ...{ code: 'not-found', field: 'datasetId' },
    })
    await expect(plan(contextWith({}, { state: 'running' }))).rejects.toMatchObject({
      ...{ code: 'conflict', field: 'datasetId' },
    })
    await expect(plan(contextWith(), {}, [{ ...map, runId: 'nobody' }])).rejects.toMatchObject({
      ...{ code: 'not-found', field: 'estimates.0.runId' },
    })
    await expect(plan(contextWith(), { patch: 9 })).rejects.toMatchObject({ code: 'refused', field: 'problem.patch' })
  })
})
