import { line, options, repeated } from './command-words.ts'
import type { GivenNumbers, Interpolation, PlaceChoice, PriorDraws, SampleFormat, Solved } from './samples.ts'

const solvedOptions = ({ prior, solver, solverSteps, unit }: Solved) =>
  options({
    prior: prior ?? null,
    solver: solver ?? null,
    solverSteps: solverSteps ?? null,
    unit: unit === 'map' ? unit : null,
  })

export const interpolateCommand = (
  run: string,
  { checkpoint, from, to, steps, ...solved }: Interpolation,
  out: string,
) =>
  line('interpolate', run, ...options({ checkpoint, from, to, steps }), ...solvedOptions(solved), ...options({ out }))

/** Mean and std have options of their own. */
export const givenOptions = ({ mean, std, ...others }: GivenNumbers) => [
  ...options({ mean: mean ?? null, std: std ?? null }),
  ...repeated(
    '--condition',
    Object.entries(others).map(([name, value]) => `${name}=${value}`),
  ),
]

const placeOptions = (places: PlaceChoice | null) => {
  if (places === null) return []
  if (places.kind === 'at')
    return repeated(
      '--at',
      places.at.map(({ lon, lat }) => `${lon},${lat}`),
    )
  return options({ positions: places.kind === 'file' ? places.path : places.split })
}

/** @param files what is written of samples besides arrays: where they lie, and in which formats */
export const sampleCommand = (
  run: string,
  { checkpoint, count, seed, given = {}, ...solved }: Omit<PriorDraws, 'count'> & { count?: number },
  out: string,
  { places = null, formats = ['npy'] }: { places?: PlaceChoice | null; formats?: readonly SampleFormat[] } = {},
) =>
  line(
    ...['sample', run],
    ...options({ checkpoint, count: count ?? null, seed }),
    ...solvedOptions(solved),
    ...givenOptions(given),
    ...placeOptions(places),
    ...options({ format: formats.includes('fits') ? formats.join(',') : null, out }),
  )
