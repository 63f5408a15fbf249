import { expect, it } from 'vitest'
import { guessFrequency } from '../../../src-shared/sky/guess-frequency.ts'

it.each([
  ['/data/map_545GHz.fits', 545],
  ['dust-22.8 ghz.fits', 22.8],
  ['HFI_SkyMap_353-psb_2048_R3.01_full.fits', 353],
  ['LFI_SkyMap_030-BPassCorrected_1024_R3.00_full.fits', 30],
  ['COM_CompMap_Dust-GNILC-F545_2048_R2.00.fits', 545],
  // c / 100 µm = 2997.9 GHz.
  ['iris-100um-nside512.fits.gz', 2998],
  ['COM_CompMap_IQU-thermaldust-gnilc_2048_R3.00.fits', null],
  ['map-353.fits', null],
  ['/planck/353/map.fits', null],
])('the name %s suggests %s GHz', (name, frequency) => expect(guessFrequency(name)).toBe(frequency))
