import {
  momentNames,
  pixelShares,
  type LatentResults,
  type PairResults,
  type QuartileBands,
  type Quartiles,
  type SetName,
  type SetResults,
  type StatisticTest,
  type UnitResults,
  type ValidationResults,
} from '../../../src-shared/validation/results.ts'
import { likelihoodOf, type Likelihood } from '../../../src-shared/validation/likelihood.ts'
import {
  polarisedStatisticNames,
  sampleStatisticNames,
  statisticKinds,
  type SampleStatistics,
} from '../../../src-shared/validation/sample-statistics.ts'
import { type ValidatedPatch, type ValidationArray } from '../../../src-preload/contract/index.ts'
import { uniform } from './sky.ts'

/** Multipoles of the bands, bin edges of the histograms, thresholds of the functionals. */
const ell = Array.from({ length: 16 }, (_, i) => 67.5 + 45 * i)
const edges = Array.from({ length: 21 }, (_, i) => -3 + 0.4 * i)
const thresholds = Array.from({ length: 32 }, (_, i) => -3 + (8 * i) / 31)
const middles = edges.slice(1).map((edge) => edge - 0.2)

/** An approximately standard normal number for a seed. */
const normal = (seed: number) => {
  const random = uniform(seed)
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
}

const spectrumOf = (patch: number) =>
  ell.map((l) => 2e-3 * Math.exp(0.4 * normal(patch)) * (l / 100) ** (-2.8 + 0.15 * normal(patch + 9000)))
/** The fraction of power that a model with limit `reach` keeps. */
const kept = (reach: number) => ell.map((l) => 1 / (1 + (l / reach) ** 4))
const reaches = { reconstruction: 330, linear: 400, sample: 280, train: 1e6, original: 1e6, residual: 0 }
const reachOf = (set: keyof typeof reaches, patch: number) => reaches[set] * Math.exp(0.08 * normal(patch + 5000))

const setOfArray: Partial<Record<ValidationArray, keyof typeof reaches>> = {
  'original-spectra': 'original',
  'reconstruction-spectra': 'reconstruction',
  'linear-spectra': 'linear',
  'sample-spectra': 'sample',
  'train-spectra': 'train',
}

/** One row per patch of an array [patches, columns]. */
export function arrayOf(name: ValidationArray, patches: readonly number[], latents: number): Float32Array {
  const rows = (row: (patch: number) => number[]) => Float32Array.from(patches.flatMap(row))
  const set = setOfArray[name]
  if (set)
    return rows((patch) => {
      const share = kept(reachOf(set, patch))
      return spectrumOf(set === 'train' || set === 'sample' ? patch + 700 : patch).map((value, i) => value * share[i])
    })
  if (name === 'residual-spectra')
    return rows((patch) => {
      const share = kept(reachOf('reconstruction', patch))
      return spectrumOf(patch).map((value, i) => value * (1 - Math.sqrt(share[i])) ** 2)
    })
  if (name === 'cross-spectra')
    return rows((patch) => {
      const share = kept(reachOf('reconstruction', patch))
      return spectrumOf(patch).map((value, i) => value * share[i])
    })
  const kl = klOf(latents)
  const latent = Array.from({ length: latents }, (_, i) => i)
  if (name === 'latent-mean')
    return rows((patch) => latent.map((i) => Math.sqrt(1 - Math.exp(-2 * kl[i])) * normal(patch * 1009 + i)))
  if (name === 'latent-log-width') return rows(() => latent.map((i) => -kl[i]))
  if (name === 'latent-plane') return rows((patch) => [1.6 * normal(patch + 11), 1.1 * normal(patch + 12)])
  return Float32Array.from({ length: latents ** 2 }, (_, i) =>
    i % (latents + 1) === 0 ? 1 : 0.08 * normal(Math.min(i, (i % latents) * latents + Math.floor(i / latents))),
  )
}

/** Some latents carry much information, most little, a few almost none; in no order. */
const klOf = (latents: number) =>
  Array.from({ length: latents }, (_, i) => {
    const rank = (((i * 7919) % latents) + 0.5) / latents
    return rank < 0.8 ? 3 * (1 - rank / 0.8) ** 1.5 : 6e-4 * (1 - rank) ** 2
  })

const quantile = (values: number[], share: number) => {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.round(share * (sorted.length - 1))]
}
const quartiles = (values: number[]): Quartiles => ({
  low: quantile(values, 0.25),
  median: quantile(values, 0.5),
  high: quantile(values, 0.75),
})
const bandsOf = (rows: number[][]): QuartileBands => {
  const columns = rows[0].map((_, column) => quartiles(rows.map((row) => row[column])))
  return {
    low: columns.map(({ low }) => low),
    median: columns.map(({ median }) => median),
    high: columns.map(({ high }) => high),
  }
}
/** A curve with a band a given fraction below and above it. */
const around = (values: number[], part: number): QuartileBands => ({
  low: values.map((value) => value - part * Math.abs(value)),
  median: values,
  high: values.map((value) => value + part * Math.abs(value)),
})

const widths: Record<SetName, number> = {
  original: 1,
  reconstruction: 0.94,
  residual: 0.4,
  linear: 0.95,
  sample: 0.8,
  train: 1.01,
}
function setResults(set: SetName, patches: readonly number[]): SetResults {
  const width = widths[set]
  const bell = (x: number) => Math.exp(-(((x + 0.1) / width) ** 2) / 2)
  const spectra = patches.map((patch) => {
    const share = kept(reachOf(set, patch))
    return spectrumOf(set === 'train' ? patch + 700 : patch).map((value, i) =>
      set === 'residual' ? value * (1 - share[i]) : value * share[i],
    )
  })
  const moment = (median: number) => ({ low: median - 0.1, median, high: median + 0.1 })
  return {
    count: patches.length,
    histogram: around(
      middles.map((x) => bell(x) / (width * Math.sqrt(2 * Math.PI))),
      0.16,
    ),
    spectrum: bandsOf(spectra),
    minkowski: {
      v0: around(
        thresholds.map((x) => 1 / (1 + Math.exp((1.7 * x) / width))),
        0.05,
      ),
      v1: around(
        thresholds.map((x) => 0.05 * width * bell(x)),
        0.12,
      ),
      v2: around(
        thresholds.map((x) => 0.004 * width * x * bell(x)),
        0.15,
      ),
    },
    moments: Object.fromEntries(
      momentNames.map((name, i) => [name, moment([0, width, 0.42 * width, 0.7 * width][i])]),
    ) as SetResults['moments'],
    pixels: around(
      pixelShares.map((share) => width * Math.log(share / (1 - share)) * 0.6),
      0.06,
    ),
  }
}

function pairResults(set: 'reconstruction' | 'linear', patches: readonly number[], error: number): PairResults {
  const shares = patches.map((patch) => kept(reachOf(set, patch)))
  return {
    ratio: bandsOf(shares),
    correlation: bandsOf(shares.map((row) => row.map((share) => Math.sqrt(share)))),
    halfPower: reaches[set],
    halfCorrelation: reaches[set] * 1.3,
    meanSquaredError: error,
    meanSquaredErrors: { low: 0.7 * error, median: 0.95 * error, high: 1.2 * error },
  }
}

function unitResults(patches: readonly number[], inMapUnit: boolean): UnitResults {
  const back = (values: number[]) => (inMapUnit ? values.map((z) => Math.exp(1.2 + 0.31 * z)) : values)
  const sets = (['original', 'reconstruction', 'residual', 'linear', 'sample', 'train'] as const).filter(
    (set) => !(inMapUnit && set === 'sample'),
  )
  return {
    unit: inMapUnit ? 'MJy/sr' : '',
    edges: back(edges),
    thresholds: back(thresholds),
    ell,
    bands: ell.map((l) => ({ from: l - 22.5, to: l + 22.5 })),
    sets: Object.fromEntries(sets.map((set) => [set, setResults(set, patches)])),
    pairs: {
      reconstruction: pairResults('reconstruction', patches, 0.163),
      linear: pairResults('linear', patches, 0.121),
    },
  }
}

const tests = (scale: number): StatisticTest[] => [
  ...momentNames.map((at, i) => ({
    statistic: 'moment' as const,
    at,
    distance: scale * (0.1 + 0.05 * i),
    pValue: 0.4 / 10 ** (20 * scale),
  })),
  ...middles.map((x, i) => ({
    statistic: 'histogram' as const,
    at: x.toFixed(1),
    distance: scale * (0.08 + 0.02 * (i % 4)),
    pValue: 0.3 / 10 ** (10 * scale),
  })),
  ...ell.map((l, i) => ({
    statistic: 'spectrum' as const,
    at: l.toFixed(1),
    distance: Math.min(1, scale * (0.04 + 0.12 * i)),
    pValue: 10 ** -(0.3 + 2 * scale * i),
  })),
  ...(['v0', 'v1', 'v2'] as const).flatMap((statistic) =>
    thresholds.map((x) => ({ statistic, at: x.toFixed(2), distance: 0.2 * scale, pValue: 0.2 / 10 ** (8 * scale) })),
  ),
]

function latentResults(latents: number): LatentResults {
  const kl = klOf(latents)
  return {
    count: latents,
    active: kl.filter((value) => value > 0.01).length,
    kl,
    mean: kl.map((_, i) => 0.05 * normal(i)),
    variance: kl.map((_, i) => 1 + 0.1 * normal(i + 99)),
    distance: kl.map((_, i) => 0.03 + 0.05 * Math.abs(normal(i + 7))),
    pValue: kl.map((_, i) => Math.exp(-4 * Math.abs(normal(i + 7)))),
    planeShare: [0.21, 0.13],
    correlation: 0.08,
    correlationOfNone: 0.065,
  }
}

/** The statistics of samples of one channel. */
export const intensityStatisticNames = sampleStatisticNames.filter(
  (name) => !(polarisedStatisticNames as readonly string[]).includes(name),
)

/** Distances that grow from statistic to statistic, beside a floor; bands only where a statistic has multipoles. */
export const sampleResults = (names = intensityStatisticNames): SampleStatistics => ({
  models: ['prior samples'],
  statistics: names.map((name, i) => {
    const x = 'along' in statisticKinds[name] ? ell.slice(0, 8) : []
    const bandsAt = (scale: number) => around(x.length > 0 ? x.map((l) => (scale * 100) / l) : [scale], 0.3)
    return {
      name,
      x,
      sky: bandsAt(1),
      floor: { distance: 0.1, chance: 0.09, bands: bandsAt(1.02) },
      models: [{ distance: 0.12 + 0.02 * i, chance: 0.09, bands: bandsAt(0.6) }],
    }
  }),
})

/** ln p of latents of 40 patches at most: -45 nats under N(0, 1), and about 8 more under a flow. */
const likelihoods = (patches: readonly number[], latents: number, prior: string | null): Likelihood[] =>
  [null, ...(prior === null ? [] : [prior])].map((prior, i) =>
    likelihoodOf({
      ...{ space: 'latents', values: latents, prior, subject: 'demo latents', leftOut: 0, seconds: 3 },
      solved: prior === null ? null : { solver: 'midpoint', solverSteps: 48, probes: 1 },
      densities: patches.slice(0, 40).map((index) => ({
        index,
        logDensity: -45 + 5 * normal(index + 40) + i * (8 + normal(index + 50)),
      })),
    }),
  )

/** Plausible results of a validation: a model that keeps power up to l = 330, while the limit of its latents is 144. */
export const validationResults = (
  patches: readonly number[],
  latents: number,
  prior: string | null = null,
): ValidationResults => ({
  standard: unitResults(patches, false),
  map: unitResults(patches, true),
  tests: { reconstruction: tests(0.5), linear: tests(0.35), sample: tests(0.9), train: tests(0.1) },
  latents: latentResults(latents),
  polarised: null,
  memorisation: {
    symmetries: true,
    sample: { low: 0.91, median: 0.97, high: 1.04 },
    original: { low: 0.88, median: 0.95, high: 1.01 },
    closest: 0.74,
  },
  samples: sampleResults(),
  classifier: {
    accuracy: 0.71,
    low: 0.66,
    high: 0.76,
    pValue: 1e-9,
    correct: 426,
    count: 600,
    folds: [],
    parameters: 23_585,
    seconds: 90,
  },
  likelihoods: likelihoods(patches, latents, prior),
  latentCeiling: 45 * Math.sqrt(latents / Math.PI),
  components: latents,
  seconds: 21.4,
})

/** Error and KL of each patch; the sky positions are the dataset's. */
export const validatedPatch = ({ index, lon, lat }: Pick<ValidatedPatch, 'index' | 'lon' | 'lat'>): ValidatedPatch => ({
  index,
  lon,
  lat,
  meanSquaredError: 0.163 * Math.exp(0.35 * normal(index + 31)),
  kl: 42 + 6 * normal(index + 77),
})
