import { expect, it } from 'vitest'
import { fileName } from '../../../src-shared/text/file-name.ts'

it.each([
  ['/data/maps/dust 1.fits.gz', 'dust 1.fits.gz'],
  ['C:\\maps\\dust.fits', 'dust.fits'],
  ['dust.fits', 'dust.fits'],
])('the name of %s is %s', (path, name) => expect(fileName(path)).toBe(name))
