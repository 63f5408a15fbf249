import { expect, it } from 'vitest'
import { loadChannels } from '../../../src-main/application/maps/load-channels.ts'
import { bigEndian, headerBytes, makeFolder, padded } from '../../sky/fits/make-fits.ts'

const file = makeFolder()
/** I, Q and U of 4 x 4 pixels, equatorial. */
function cube(name: string, ...more: string[]): string {
  const shape = ['SIMPLE  = T', 'BITPIX  = -64', 'NAXIS   = 3', 'NAXIS1  = 4', 'NAXIS2  = 4', 'NAXIS3  = 3']
  const celestial = ["CTYPE1  = 'RA---TAN'", 'CDELT1  = -1', "CTYPE2  = 'DEC--TAN'", 'CDELT2  = 1']
  const stokes = ["CTYPE3  = 'STOKES  '", 'CRPIX3  = 1', 'CRVAL3  = 1', 'CDELT3  = 1', "BUNIT   = 'uK_CMB'"]
  const header = headerBytes([...shape, ...celestial, ...stokes, "POLCCONV= 'COSMO'", ...more])
  const values = Array.from({ length: 48 }, (_, i) => i)
  return file(name, Buffer.concat([header, padded(bigEndian('D', values))]))
}

it('Q and U of an image refer to the north of its equinox: they are refused if that is not J2000', async () => {
  const old = cube('old.fits', 'EQUINOX = 1950')
  for (const channels of ['QU', 'IQU'] as const) {
    const loading = loadChannels(old, undefined, channels, {})
    await expect(loading).rejects.toMatchObject({ code: 'refused', field: 'channels' })
    await expect(loading).rejects.toThrow(/card EQUINOX.*axes of another equinox than J2000/)
  }
  expect((await loadChannels(old, 'I', 'I', {})).name).toBe('I')
})

it('those of J2000 are read, with the intensity first', async () => {
  const { name, map, stokes } = await loadChannels(cube('new.fits', 'EQUINOX = 2000'), undefined, 'IQU', {})
  expect([name, map.values[0], stokes?.q[0], stokes?.u[0]]).toEqual(['I, Q, U', 0, 16, 32])
})
