import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { exportWeights } from '../../../src-main/application/exports/export-weights.ts'
import { requireFreeFile } from '../../../src-main/application/host/require-free-file.ts'
import { assembleMap } from '../../../src-main/application/maps/assemble/assemble-map.ts'
import { convertMap } from '../../../src-main/application/maps/convert/convert-map.ts'
import { cutPatchToFile } from '../../../src-main/application/maps/cut-patch.ts'
import { writeViewImage } from '../../../src-main/application/maps/view-image.ts'
import { writeStudy } from '../../../src-main/application/studies/write-study.ts'
import { waves, writeMadeMap } from '../made-map.ts'

const root = mkdtempSync(join(tmpdir(), 'cirrus-free-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))
const path = writeMadeMap(join(root, 'map.fits'), waves)
const out = join(root, 'mine.fits')
writeFileSync(out, 'mine')

it('a file that exists is refused, with the field of its path, unless it is to be overwritten', () => {
  expect(() => requireFreeFile(out)).toThrow(
    `${out} would be overwritten; choose another file, or replace it with --overwrite.`,
  )
  expect(() => requireFreeFile(out, false, 'file')).toThrow(
    expect.objectContaining({ code: 'conflict', field: 'file' }),
  )
  requireFreeFile(out, true)
  requireFreeFile(join(root, 'new.fits'))
})

const place = { lon: 0, lat: 0, size: 8, width: 8 }
const view = { projection: 'TAN', lon: 0, lat: 0, fov: 10, width: 8, height: 8 } as const
const study = { name: 's' } as never

it.each<[string, (overwrite?: boolean) => Promise<unknown>]>([
  ['a conversion', (overwrite) => convertMap({ path, out, overwrite })],
  ['a cut', (overwrite) => cutPatchToFile({ path, ...place, out, format: 'fits', overwrite })],
  ['a view', (overwrite) => writeViewImage({ path, ...view, out, overwrite })],
  ['the trials of a study', (overwrite) => writeStudy(out, 'json', study, [], overwrite)],
])('%s replaces a file only if it is told to', async (_, write) => {
  writeFileSync(out, 'mine')
  await expect(write()).rejects.toMatchObject({ code: 'conflict' })
  expect(readFileSync(out, 'utf8')).toBe('mine')
  await write(true)
  expect(readFileSync(out, 'utf8')).not.toBe('mine')
})

it('an assembly and the weights of a run are refused before anything is read', async () => {
  const order = { nside: 8, ordering: 'RING', coordsys: 'G', corrections: 0, out } as const
  await expect(assembleMap({ file: {} } as never, order)).rejects.toMatchObject({ code: 'conflict', field: 'out' })
  await expect(exportWeights({ folder: root, checkpoint: 'best', file: out })).rejects.toMatchObject({
    code: 'conflict',
  })
})
