import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { recoverExports } from '../../../src-main/application/exports/recover-exports.ts'
import { homeLayout } from '../../../src-main/application/host/home.ts'
import { openCatalog } from '../../../src-main/catalog/index.ts'
import { leftoverPath } from '../../../src-main/files/atomic.ts'

const home = mkdtempSync(join(tmpdir(), 'cirrus-exports-'))
afterAll(() => rmSync(home, { recursive: true }))

it('what a killed export left is removed: partial files and empty folders, but no whole file and nothing of a known export', async () => {
  const layout = homeLayout(home)
  const catalog = openCatalog(home)
  const [empty, half, whole, known] = ['empty', 'half', 'whole', 'known'].map((name) => join(layout.exports, name))
  for (const folder of [empty, half, whole, known]) mkdirSync(folder, { recursive: true })
  const partial = (folder: string) => writeFileSync(leftoverPath(join(folder, 'fill.fits')), 'half a picture')
  for (const folder of [half, whole, known]) partial(folder)
  writeFileSync(join(whole, 'notes.txt'), 'mine')
  const source = { kind: 'run', id: 'run' } as const
  catalog.exports.insert({ id: 'known', source, folder: known, files: [], createdAt: '2026-11-30T00:00:00.000Z' })
  await recoverExports({ catalog, layout })
  expect([empty, half].filter(existsSync)).toEqual([])
  expect(readdirSync(whole)).toEqual(['notes.txt'])
  expect(readdirSync(known)).toHaveLength(1)
  await recoverExports({ catalog, layout: homeLayout(join(home, 'new')) })
  catalog.close()
})
