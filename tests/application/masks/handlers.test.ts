import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { homeLayout } from '../../../src-main/application/host/home.ts'
import { maskHandlers } from '../../../src-main/application/masks/handlers.ts'
import { figureMask } from '../../../src-shared/sky/masks/figure-masks.ts'
import { runLengths } from '../../../src-shared/sky/masks/run-lengths.ts'

let home: string
let told: unknown[]
let handlers: ReturnType<typeof maskHandlers>
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'cirrus-mask-handlers-'))
  told = []
  handlers = maskHandlers({ layout: homeLayout(home), emit: (name, payload) => void told.push([name, payload]) })
})
afterEach(() => rmSync(home, { recursive: true, force: true }))
const call = { signal: new AbortController().signal, progress: () => {} } as never
const runs = runLengths(figureMask('block', 16))

describe('the methods of masks', () => {
  it('save, rename and delete, and tell of the library each time', async () => {
    const saved = await handlers['masks.save']({ name: 'a', size: 16, runs, replace: false }, call)
    expect(await handlers['masks.list']({}, call)).toEqual([saved])
    const renamed = await handlers['masks.rename']({ name: 'a', to: 'b' }, call)
    await handlers['masks.remove']({ name: 'b' }, call)
    expect(told).toEqual([
      ['masks.changed', { masks: [saved] }],
      ['masks.changed', { masks: [renamed] }],
      ['masks.changed', { masks: [] }],
    ])
  })

  it('refuse runs that are not those of the size, and tell of nothing', async () => {
    await expect(async () =>
      handlers['masks.save']({ name: 'a', size: 17, runs, replace: false }, call),
    ).rejects.toThrow(/a, runs: the runs have 256 pixels, not 289/)
    expect(told).toEqual([])
  })

  it('say what a file is', async () => {
    const choice = { kind: 'file', path: '/m.npy' }
    expect(await handlers['masks.ofFile']({ path: '/m.npy' }, call)).toEqual(choice)
  })
})
