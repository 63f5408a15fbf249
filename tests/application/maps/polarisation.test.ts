import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { cutDataset } from '../../../src-main/application/datasets/cut-dataset.ts'
import { cutPatchToFile } from '../../../src-main/application/maps/cut-patch.ts'
import { describeMap } from '../../../src-main/application/maps/describe-map.ts'
import { datasetRecipeSchema } from '../../../src-preload/contract/datasets.ts'
import reference from '../../reference/double-cuts.json' with { type: 'json' }
import { waves, writeMadeMap } from '../made-map.ts'
import { writeStored } from './stored-map.ts'

const root = mkdtempSync(join(tmpdir(), 'cirrus-polarisation-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

const cut = (path: string, column?: string, coordsys?: 'G' | 'C' | 'E') =>
  cutPatchToFile({
    path,
    column,
    coordsys,
    out: join(root, 'out.npy'),
    overwrite: true,
    format: 'npy',
    lon: 40,
    lat: 30,
    size: 8,
    width: 8,
  })
const recipe = datasetRecipeSchema.parse({ size: 8, width: 8, step: 40, minLatitude: 20, scale: 'linear' })
const cards = (convention: string) => [{ keyword: 'POLCCONV', value: convention }]

it('Q and U not in HEALPix’s convention are refused, naming the card; intensity is not', async () => {
  // healpy's own names: TEMPERATURE, Q_POLARISATION, U_POLARISATION.
  const path = writeStored(join(root, 'iau.fits'), reference.polarised)
  expect(await describeMap(path)).toMatchObject({ polcconv: 'IAU' })
  await expect(cut(path, 'U_POLARISATION')).rejects.toThrow(
    /HDU 1, column U_POLARISATION, card POLCCONV: this is Stokes U in the convention IAU/,
  )
  await expect(cut(path, '2')).rejects.toThrow(/card POLCCONV: this is Stokes Q/)
  await expect(cutDataset({ path, column: '3', recipe, folder: join(root, 'iau') })).rejects.toMatchObject({
    code: 'refused',
    field: 'column',
  })
  expect((await cut(path)).column).toBe('TEMPERATURE')
})

it('columns 2 and 3 of a polarised map are Q and U if they are unnamed', async () => {
  const named = writeStored(join(root, 'named.fits'), reference.polarised)
  const unnamed = join(root, 'unnamed.fits')
  writeFileSync(unnamed, readFileSync(named, 'latin1').replace(/TTYPE(?=[123] )/g, 'XTYPE'), 'latin1')
  await expect(cut(unnamed, '2')).rejects.toThrow(
    /column COLUMN2, card POLCCONV: this is Stokes Q in the convention IAU/,
  )
  await expect(cut(unnamed, 'COLUMN3')).rejects.toThrow(/this is Stokes U/)
  expect((await cut(unnamed, '1')).column).toBe('COLUMN1')
})

it('Q and U on axes other than Galactic are refused, naming the frame, whether given by the header or the user', async () => {
  const equatorial = writeMadeMap(join(root, 'q.fits'), waves, { name: 'Q_STOKES', coordsys: 'C' })
  await expect(cut(equatorial)).rejects.toThrow(/card COORDSYS: this is Stokes Q on equatorial axes/)
  expect((await cut(equatorial, undefined, 'G')).column).toBe('Q_STOKES')
  const galactic = writeMadeMap(join(root, 'u.fits'), waves, { name: 'U', cards: cards('COSMO') })
  expect((await cut(galactic)).column).toBe('U')
  await expect(cut(galactic, 'U', 'E')).rejects.toThrow(/this is Stokes U on ecliptic axes/)
  const intensity = writeMadeMap(join(root, 'i.fits'), waves, { coordsys: 'C', cards: cards('IAU') })
  expect((await cut(intensity)).column).toBe('I')
})
