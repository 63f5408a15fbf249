import { existsSync } from 'node:fs'
import type { AcrossBorders, Compared } from '../ours/across-borders.ts'
import type { Figures } from '../bench.ts'
import { evaluate, type Row } from '../row.ts'

const geometry = { size: 64, width: 8, step: 4 }
/** C_l falls by exp(-(l sigma)^2 / 2), with sigma in pixels: as far as dust's over the range of the patches. */
const gaussian = { nside: 512, ...geometry, sigma: 1.2, steps: 24 }

/** With octaves: the power of dust, of patches that are small enough for the exact flows of their details. */
const coarseToFine = { nside: 256, size: 32, width: 8, step: 3.7, longest: 64, beam: 0.6, steps: 24 }

interface GaussianSky extends AcrossBorders {
  seconds: number
  powers: { ell: number; ratio: number; error: number }[]
}

/**
 * A sky drawn from patches of a Gaussian field, whose exact flow is known, or the one that CIRRUS_BENCH_SKY names:
 * spectra and perimeters of squares across the borders of patches against those inside.
 */
export const skyBorders: Figures = async (bench) => {
  const named = process.env.CIRRUS_BENCH_SKY
  if (named && !existsSync(named)) throw new Error(`CIRRUS_BENCH_SKY: ${named}: there is no such file`)
  const ours = bench.startOurs('sky-borders.ts')
  try {
    if (named) {
      const sky = await ours.ask<AcrossBorders>('read', { path: named, ...geometry })
      noteBands(bench, sky)
      return rowsOf(named, sky)
    }
    const sky = await ours.ask<GaussianSky>('draw', gaussian)
    bench.note(`A Gaussian sky of nside ${gaussian.nside} in ${sky.seconds.toFixed(0)} s. C_l over the known one:`)
    for (const { ell, ratio, error } of sky.powers)
      bench.note(`  l = ${ell.toFixed(0)}: ${ratio.toFixed(3)} +- ${error.toFixed(3)}`)
    const low = sky.powers.filter(({ ell }) => ell < 900)
    const worst = Math.max(...low.map(({ ratio }) => Math.abs(ratio - 1)))
    const withOctaves: Row[] = []
    for (const octaves of [1, 2]) {
      const drawn = await ours.ask<AcrossBorders & { seconds: number }>('octaves', { ...coarseToFine, octaves })
      const words = `Gaussian sky from coarse to fine, octaves: ${octaves}`
      bench.note(`${words}, nside ${coarseToFine.nside} in ${drawn.seconds.toFixed(0)} s.`)
      noteBands(bench, drawn)
      withOctaves.push(...rowsOf(words, drawn))
    }
    return [
      ...rowsOf('Gaussian sky', sky),
      ...withOctaves,
      evaluate({
        figure: 'Gaussian sky, C_l over the known one, largest difference of l < 900',
        unit: '',
        ours: worst,
        goal: 0.05,
      }),
    ]
  } finally {
    await ours.end()
  }
}

/** Power across borders over that inside, band by band. */
function noteBands(bench: Pick<Parameters<Figures>[0], 'note'>, { spectrum }: AcrossBorders): void {
  const { inside, across, errors } = spectrum
  bench.note('  C_l across borders over that inside, band by band:')
  inside.forEach((value, i) =>
    bench.note(`  band ${i + 1}: ${(across[i] / value).toFixed(3)} +- ${(errors[i] / value).toFixed(3)}`),
  )
}

function rowsOf(sky: string, { spectrum, perimeter, inside, across }: AcrossBorders): Row[] {
  const row = (what: string, compared: Compared) =>
    evaluate({
      figure: `${sky}, ${what} in ${across} squares across borders of patches against ${inside} inside: rms difference over its error`,
      ...{ unit: '', ours: inErrors(compared), goal: 1.5 },
    })
  return [row('C_l', spectrum), row('V1', perimeter)]
}

/** Root mean square of the differences in units of their errors: 1 by chance. */
function inErrors({ inside, across, errors }: Compared): number {
  const squares = inside.map((value, i) => ((across[i] - value) / errors[i]) ** 2)
  return Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / squares.length)
}
