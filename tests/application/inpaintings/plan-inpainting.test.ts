import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { Context } from '../../../src-main/application/host/context.ts'
import { homeLayout } from '../../../src-main/application/host/home.ts'
import { planInpainting } from '../../../src-main/application/inpaintings/plan-inpainting.ts'
import { writeNpy } from '../../../src-main/files/npy.ts'
import { inpaintingConfigSchema } from '../../../src-preload/contract/inpaintings.ts'
import { exampleDataset, exampleInpainting, exampleRun } from '../../catalog/examples.ts'

const home = mkdtempSync(join(tmpdir(), 'cirrus-plan-'))
afterAll(() => rmSync(home, { recursive: true, force: true }))
const mask = async (name: string, values: Uint8Array, shape: number[]) => {
  await writeNpy(join(home, name), values, shape)
  return { kind: 'file', path: join(home, name) } as const
}

/** A home whose catalog has one run on one dataset of 64 px, with one patch. */
const contextWith = (taken: readonly string[] = [], epoch = 3) =>
  ({
    layout: homeLayout(home),
    patchTables: { of: async () => [{ index: 0 }] },
    catalog: {
      runs: { get: (id: string) => (id === exampleRun.id ? { ...exampleRun, epoch } : null) },
      datasets: { get: () => exampleDataset },
      inpaintings: { get: (id: string) => (taken.includes(id) ? exampleInpainting : null) },
    },
  }) as unknown as Context
const { size } = exampleDataset.recipe
const plan = (context: Context, changes: { mask?: unknown; patch?: number } = {}, runId = exampleRun.id) =>
  planInpainting(context, {
    runId,
    config: inpaintingConfigSchema.parse({ patch: 0, mask: { kind: 'disc' }, ...changes }),
  })

describe('the plan of an inpainting', () => {
  it('names the next free folder', async () => {
    const first = `${exampleRun.id}-patch-0-disc`
    expect((await plan(contextWith())).folder).toBe(join(home, 'inpaintings', first))
    expect((await plan(contextWith([first]))).folder).toBe(join(home, 'inpaintings', `${first}-2`))
  })

  it('needs an encoder and a decoder, which a flow lacks', async () => {
    const context = contextWith()
    const flow = { ...exampleRun, epoch: 3, config: { ...exampleRun.config, architecture: 'flow' as const } }
    Object.assign(context.catalog.runs, { get: () => flow })
    await expect(plan(context)).rejects.toMatchObject({
      code: 'refused',
      field: 'runId',
      message: `${exampleRun.name}: a flow has no encoder and no decoder: it can only be sampled and interpolated; choose another run.`,
    })
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
      ['empty.npy', of(() => 0), /no pixel observed/],
    ] as const) {
      await expect(plan(contextWith(), { mask: await mask(name, values, [...shape]) }), name).rejects.toMatchObject({
        code: 'refused',
        field: 'config.mask',
        message: expect.stringMatching(message),
      })
    }
    const fits = await mask('half.npy', of((i) => i % 2)[0], [size, size])
    await expect(plan(contextWith(), { mask: fits })).resolves.toMatchObject({ patch: { index: 0 } })
    const gone = { kind: 'file', path: join(home, 'gone.npy') }
    await expect(plan(contextWith(), { mask: gone })).rejects.toMatchObject({ code: 'refused', field: 'config.mask' })
  })

  it('checks that its run and its patch exist, naming the field', async () => {
    await expect(plan(contextWith(), {}, 'nobody')).rejects.toMatchObject({ code: 'not-found', field: 'runId' })
    await expect(plan(contextWith([], 0))).rejects.toMatchObject({ code: 'conflict', field: 'runId' })
    await expect(plan(contextWith(), { patch: 9 })).rejects.toMatchObject({ code: 'not-found', field: 'config.patch' })
  })
})
