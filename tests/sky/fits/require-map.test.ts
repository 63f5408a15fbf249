import { appendFileSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { requireMap } from '../../../src-main/sky/fits/require-map.ts'
import { waves, writeMadeMap } from '../../application/made-map.ts'

const folder = mkdtempSync(join(tmpdir(), 'cirrus-require-map-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const path = (name: string) => join(folder, name)

describe('a file that should be a map', () => {
  it('is one if its headers say so and all its data are there', async () => {
    await requireMap(writeMadeMap(path('map.fits'), waves, { nside: 8 }))
  })

  it('is refused if its map is cut short, or the table after it', async () => {
    const file = writeMadeMap(path('short.fits'), waves, { nside: 32 })
    const whole = readFileSync(file)
    truncateSync(file, whole.length - 5000)
    await expect(requireMap(file)).rejects.toThrow(/HDU 1, byte \d+: the file is cut short/)
    writeFileSync(file, whole)
    appendFileSync(file, whole.subarray(2880, whole.length - 5000))
    await expect(requireMap(file)).rejects.toThrow(/HDU 2, byte \d+: the file is cut short/)
  })

  it('is refused if it is no map, or no FITS file', async () => {
    writeFileSync(path('page.fits'), '<html><body>Please log in.</body></html>')
    await expect(requireMap(path('page.fits'))).rejects.toMatchObject({ name: 'FitsError', code: 'refused' })
    const file = writeMadeMap(path('primary.fits'), waves, { nside: 8 })
    truncateSync(file, 2880)
    await expect(requireMap(file)).rejects.toThrow(/none of these is a HEALPix map/)
  })
})
