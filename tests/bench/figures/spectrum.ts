import { readFileSync } from 'node:fs'
import { readFitsImage } from '../../../src-main/sky/fits/image.ts'
import { createSpectrumEstimator } from '../../../src-shared/statistics/flat-sky-spectrum.ts'
import { hasSharedData, sharedData } from '../../shared-data.ts'
import type { Figures } from '../bench.ts'
import { evaluate } from '../row.ts'

/** NaMaster's own flat-sky benchmark: a map, an apodised mask and 25 decoupled band powers, edges 2 + 20 i. */
export const spectrum: Figures = async (bench) => {
  if (!hasSharedData) bench.note('NaMaster’s benchmark is not here (../shared/data/spectra).')
  return [
    evaluate({
      figure: 'NaMaster’s flat-sky benchmark, largest relative difference of 25 band powers',
      unit: '',
      ours: hasSharedData ? await largestDifference() : null,
      goal: 1e-9,
    }),
  ]
}

async function largestDifference(): Promise<number> {
  const mask = await readFitsImage(sharedData('spectra/msk_flat.fits'))
  const map = await readFitsImage(sharedData('spectra/mps_sp1_flat.fits'), 0)
  const table = readFileSync(sharedData('spectra/bm_f_sp1_c00.txt'), 'utf8').trim().split('\n')
  const powers = table.map((line) => Number(line.trim().split(/\s+/)[1]))
  const side = (keyword: string, pixels: number) => {
    const step = Number(mask.cards.find((card) => card.keyword === keyword)?.value)
    return (Math.abs(step * pixels) * Math.PI) / 180
  }
  const patch = {
    rows: mask.height,
    columns: mask.width,
    lx: side('CDELT1', mask.width),
    ly: side('CDELT2', mask.height),
  }
  const bands = powers.map((_, i) => ({ from: 2 + 20 * i, to: 22 + 20 * i }))
  const found = createSpectrumEstimator(patch, Float64Array.from(mask.values), bands).spectrum(map.values)
  return Math.max(...powers.map((power, i) => Math.abs(found[i] / power - 1)))
}
