import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { Context } from '../../../src-main/application/host/context.ts'
import { homeLayout } from '../../../src-main/application/host/home.ts'
import { maskResources } from '../../../src-main/application/masks/resources.ts'
import { maskAddress, type MaskChoice } from '../../../src-preload/contract/masks.ts'
import { figureMask } from '../../../src-shared/sky/masks/figure-masks.ts'
import { maskSources } from '../../../src-shared/sky/sources/mask-sources.ts'
import { askRoute, floatsOf } from '../ask-route.ts'

const home = mkdtempSync(join(tmpdir(), 'cirrus-mask-pictures-'))
afterAll(() => rmSync(home, { recursive: true, force: true }))
const place = { lon: 120, lat: -30, rotation: 20 }
const context = {
  layout: homeLayout(home),
  columns: { get: () => Promise.reject(new Error('no map')) },
  catalog: { datasets: { get: (id: string) => (id === 'd' ? { name: 'D', recipe: { size: 16, width: 4 } } : null) } },
  patchTables: { of: async () => [{ lon: 0, lat: 0 }, place] },
} as unknown as Context
const ask = (address: string) => askRoute(maskResources, context, address.replace('/data', ''))
const pixels = async (choice: MaskChoice, patch = 1) => floatsOf(await ask(maskAddress('d', patch, choice)))

describe('the mask of a patch', () => {
  it('is served as numbers', async () => {
    const { values, shape } = await pixels({ kind: 'block' })
    expect(shape).toEqual([16, 16])
    expect(values).toEqual([...figureMask('block', 16)])
  })

  it('is that of its place', async () => {
    const path = join(home, 'list.csv')
    writeFileSync(path, 'l,b,radius\n121,-30.5,0.6\n')
    const { values } = await pixels({ kind: 'sources', path, radius: null })
    const sources = [{ lon: 121, lat: -30.5, radius: 0.6 }]
    expect(values).toEqual([...maskSources(sources, { ...place, size: 16, width: 4 })])
  })

  it.each([
    ['an unknown dataset', maskAddress('x', 1, { kind: 'disc' }), 'There is no dataset x.'],
    ['an unknown patch', maskAddress('d', 2, { kind: 'disc' }), 'There is no patch of D 2.'],
    ['no choice', '/data/masks/d/1', 'The query "choice" is no mask.'],
    ['another choice', '/data/masks/d/1?choice={"kind":"ring"}', 'The query "choice" is no mask.'],
    ['broken text', '/data/masks/d/1?choice={', 'The query "choice" is no mask.'],
  ])('is refused for %s', async (_, address, message) => {
    await expect(ask(address)).rejects.toThrow(message)
  })
})
