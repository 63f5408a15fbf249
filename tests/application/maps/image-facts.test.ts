import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { writePatchFits } from '../../../src-main/application/maps/patch-files.ts'
import { readPictures } from '../../../src-main/application/maps/image-file.ts'
import { readSpectrumSky } from '../../../src-main/application/maps/spectrum-sky.ts'
import { spectrumOfFile, type SpectrumOrder } from '../../../src-main/application/maps/spectrum-of-file.ts'
import { writeNpy } from '../../../src-main/files/npy.ts'
import { plainRecipe } from '../../../src-shared/statistics/spectrum-recipe.ts'
import reference from '../../reference/npy.json' with { type: 'json' }

const root = mkdtempSync(join(tmpdir(), 'cirrus-image-facts-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))
const at = (name: string) => join(root, name)

const size = 32
/** Pixels without a pattern: the fractions of multiples of the golden ratio. */
const pixels = (shift: number) => Float32Array.from({ length: size ** 2 }, (_, i) => ((i + shift) ** 2 * 0.618034) % 1)

async function fits(name: string, values: Float32Array, convention?: string) {
  const cards = convention === undefined ? [] : [{ keyword: 'POLCCONV', value: convention }]
  await writePatchFits(at(name), { lon: 40, lat: 30, size, width: 8 }, [{ name: 'Q', values, unit: 'K' }], cards, [])
  return at(name)
}
const order = (file: string, changes: Partial<SpectrumOrder> = {}): SpectrumOrder => ({
  ...{ file, u: null, convention: null, width: null, recipe: { ...plainRecipe, bands: 180 } },
  ...changes,
})

describe('the width of an image', () => {
  it('comes from its header if none is given', async () => {
    const file = await fits('i.fits', pixels(0))
    expect(await spectrumOfFile(order(file))).toEqual(await spectrumOfFile(order(file, { width: 8 })))
  })

  it('is refused with both values if the header contradicts the given one', async () => {
    const file = await fits('wide.fits', pixels(0))
    await expect(spectrumOfFile(order(file, { width: 4 }))).rejects.toMatchObject({
      code: 'refused',
      field: 'width',
      message: expect.stringMatching(/makes a row 8 deg wide, but --width is 4/),
    })
  })

  it('must be given for an array', async () => {
    await writeNpy(at('i.npy'), pixels(0), [size, size])
    await expect(spectrumOfFile(order(at('i.npy')))).rejects.toThrow(/set it in degrees with --width/)
  })
})

describe('the sign of U', () => {
  it('follows the headers, as if their convention were given', async () => {
    const [q, u] = [await fits('q.fits', pixels(0), 'IAU'), await fits('u.fits', pixels(7), 'IAU')]
    const read = await spectrumOfFile(order(q, { u }))
    expect(read).toEqual(await spectrumOfFile(order(q, { u, convention: 'IAU' })))
    const { eb } = (await spectrumOfFile(order(q, { u, convention: 'COSMO' }))).powers
    // Flipping the sign of U flips the sign of E times B, and leaves E times E unchanged (Zaldarriaga & Seljak 1997).
    expect(read.powers.eb[0].map(Math.sign)).toEqual(eb[0].map((value) => -Math.sign(value)))
  })

  it('is refused if the headers of Q and U contradict each other, or name no known convention', async () => {
    const [q, u] = [await fits('q2.fits', pixels(0), 'IAU'), await fits('u2.fits', pixels(7), 'COSMO')]
    await expect(spectrumOfFile(order(q, { u }))).rejects.toThrow(
      /card POLCCONV: U has the convention COSMO, but Q of .* has IAU/,
    )
    const odd = await fits('u3.fits', pixels(7), 'LEFT')
    await expect(spectrumOfFile(order(q, { u: odd }))).rejects.toThrow(/LEFT is not a known convention/)
  })
})

describe('arrays that hold no map', () => {
  const stored = (name: 'empty' | 'UNSEEN') => {
    writeFileSync(at(`${name}.npy`), Buffer.from(reference[name], 'base64'))
    return at(`${name}.npy`)
  }

  it('are refused when they are empty', async () => {
    await expect(spectrumOfFile(order(stored('empty'), { width: 8 }))).rejects.toThrow(/the array is empty/)
  })

  it('have UNSEEN replaced by NaN, and are refused as such', async () => {
    const path = stored('UNSEEN')
    expect((await readPictures(path)).picture(0).findIndex(Number.isNaN)).toBe(6)
    await expect(spectrumOfFile(order(path, { width: 8, recipe: plainRecipe }))).rejects.toThrow(
      /map 0, row 1, column 2: NaN is not a valid value/,
    )
  })
})

describe('bands', () => {
  it('are as wide as the spacing of the modes on a narrow field, so that none is empty', async () => {
    await writeNpy(at('narrow.npy'), pixels(3), [size, size])
    const recipe = { ...plainRecipe, apodize: 0 }
    const { ell } = await spectrumOfFile(order(at('narrow.npy'), { width: 0.1, recipe }))
    expect(ell[1] - ell[0]).toBe(2 * 3600)
    expect(ell.length).toBeLessThan(size)
  })

  // The modes of a field of N pixels and width w are 360 (N - 1) / (N w) apart: 43.6 for 32 pixels on 8 degrees.
  it.each([
    [
      1,
      0.1,
      /--bin 1 is narrower than the \d+ multipoles between the modes of a field 0.1 deg wide; choose 7200 or more/,
    ],
    [43, 8, /--bin 43 is narrower than the 44 multipoles between the modes of a field 8 deg wide; choose 90 or more/],
  ])('are refused if narrower than the spacing of the modes: %i on %f deg', async (bands, width, message) => {
    const recipe = { ...plainRecipe, apodize: 0, bands }
    await expect(spectrumOfFile(order(at('narrow.npy'), { width, recipe }))).rejects.toMatchObject({
      field: 'bands',
      message: expect.stringMatching(message),
    })
  })

  it('are used unchanged if each holds modes', async () => {
    const recipe = { ...plainRecipe, apodize: 0, bands: 44 }
    const { ell } = await spectrumOfFile(order(at('narrow.npy'), { width: 8, recipe }))
    expect(ell.slice(0, 3)).toEqual([22, 66, 110])
  })

  it('are refused beyond 2000, naming the option that sets them', async () => {
    const recipe = { ...plainRecipe, apodize: 0, bands: 2 }
    await expect(readSpectrumSky('wide.npy', { rows: 2, columns: 10_000, width: 180 }, recipe)).rejects.toMatchObject({
      field: 'bands',
      message: expect.stringMatching(/--bin 2 gives 4999 bands, more than 2000/),
    })
  })
})
