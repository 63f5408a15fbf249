import { refused } from '../../../src-preload/rpc/errors.ts'
import { inUserLanguage } from '../errors.ts'
import { flatSkySpectra } from '../../statistics/flat-sky-spectra.ts'
import { readMaps, readWeights } from './image-file.ts'

export interface SpectrumOrder {
  file: string
  /** Degrees from the first pixel to the last of a row; pixels are square. */
  width: number
  bin: number
  apodize: number
  mask?: string
}
