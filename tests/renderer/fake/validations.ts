import type {
  Job,
  NearestToSample,
  Patch,
  Validation,
  ValidationArray,
  ValidationPictures,
  validationEvents,
  validationMethods,
} from '../../../src-preload/contract/index.ts'
import { plainRecipe } from '../../../src-shared/statistics/spectrum-recipe.ts'
import { validationConfigSchema } from '../../../src-preload/contract/index.ts'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import type { Handlers } from '../../../src-preload/rpc/server.ts'
import { blurred, cloud } from './sky.ts'
import { arrayOf, validatedPatch, validationResults } from './validation-results.ts'

const size = 64
const latents = 32
/** Number of validated patches, and of draws from the prior. */
const patchCount = 48
const sampleCount = 16

const validation = (runId: string, split: 'test' | 'validation', changes: Partial<Validation> = {}): Validation => ({
  id: `${runId}.epoch-0098-${split}-100`,
  runId,
  runName: runId,
  datasetId: 'demo-64px',
  config: {
    checkpoint: 'best',
    split,
    channel: null,
    samples: 100,
    priorSamples: 500,
    prior: null,
    classifier: false,
    likelihood: null,
    spectra: plainRecipe,
  },
  epoch: 98,
  size,
  width: 8,
  unit: 'MJy/sr',
  folder: `/home/astro/.local/share/cirrus/runs/${runId}/validations/epoch-0098-${split}-100`,
  state: 'complete',
  failure: null,
  summary: {
    count: patchCount,
    meanSquaredError: 0.163,
    halfPower: 330,
    firstBand: 67.5,
    activeLatents: 26,
    latents,
    logDensity: null,
  },
  createdAt: new Date(Date.now() - 3_000_000).toISOString(),
  ...changes,
})

export const validations: Validation[] = [
  validation('demo-2026-11-23-a', 'test'),
  validation('demo-2026-11-23-a', 'validation'),
  validation('wide-kernel', 'test', {
    state: 'failed',
    summary: null,
    failure: { code: 'engine-lost', message: 'The engine process ended while patch 31 was reconstructed.' },
  }),
]

/** The validations of an in-memory host, with their pictures and arrays. */
export function createFakeValidations(
  items: Validation[],
  { patches, jobs, changed }: { patches: readonly Patch[]; jobs: Job[]; changed: (record: Validation) => void },
) {
  const found = (id: string) => {
    const one = items.find((item) => item.id === id)
    if (!one) throw new CirrusError('not-found', `There is no validation ${id}.`)
    return one
  }
  const complete = (id: string) => {
    const one = found(id)
    if (one.state !== 'complete') throw new CirrusError('not-found', `${id} is not complete.`)
    return one
  }
  const patchesOf = ({ config }: Validation) =>
    patches.filter(({ split }) => split === config.split).slice(0, patchCount)
  const nearest = (): NearestToSample[] =>
    Array.from({ length: sampleCount }, (_, i) => ({
      index: 20 * i,
      distance: 0.74 + 0.021 * i,
      turns: i % 4,
      flipped: i % 2 === 1,
    }))
  const addJob = (one: Validation) =>
    jobs.unshift({
      id: `job-${one.id}`,
      kind: 'validation',
      title: `Validate ${one.runName}`,
      subject: one.id,
      state: 'running',
      fraction: 0.42,
      note: 'patch 20 of 48',
      secondsLeft: 12,
      failure: null,
      cancellable: true,
      startedAt: one.createdAt,
      endedAt: null,
    })

  const handlers: Handlers<{ methods: typeof validationMethods; events: typeof validationEvents }> = {
    'validations.list': ({ runId }) => items.filter((one) => runId == null || one.runId === runId),
    'validations.get': ({ id }) => found(id),
    'validations.results': ({ id }) =>
      validationResults(
        patchesOf(complete(id)).map(({ index }) => index),
        latents,
        complete(id).config.prior,
      ),
    'validations.patches': ({ id }) => patchesOf(complete(id)).map(validatedPatch),
    'validations.nearest': ({ id }) => (complete(id), nearest()),
    'validations.start': ({ runId, config }) => {
      const begun = validation(runId, 'test', { state: 'running', summary: null })
      const asked = validationConfigSchema.parse(config)
      Object.assign(begun, { config: asked, id: `${runId}.new-${asked.split}-${asked.samples}` })
      items.unshift(begun)
      addJob(begun)
      return begun
    },
    'validations.stop': ({ id }) => {
      const one = Object.assign(found(id), { state: 'interrupted' as const })
      changed(one)
      return one
    },
    'validations.remove': ({ id }) => {
      items.splice(items.indexOf(found(id)), 1)
      return {}
    },
  }

  const pictures = new Map<string, Float32Array>()
  const picture = (kind: ValidationPictures, patch: number): Float32Array => {
    const key = `${kind} ${patch}`
    const known = pictures.get(key)
    if (known) return known
    const sky = cloud(kind === 'samples' ? 4000 + patch : patch, size)
    const draw = () => {
      if (kind === 'originals' || kind === 'nearest') return sky
      const smooth = blurred(sky, size, kind === 'linear' ? 2 : 3)
      if (kind === 'residuals') return sky.map((value, i) => value - smooth[i])
      if (kind === 'deviations')
        return blurred(
          sky.map((value, i) => 0.06 + 0.4 * Math.abs(value - smooth[i])),
          size,
          2,
        )
      return smooth
    }
    const drawn = draw()
    pictures.set(key, drawn)
    return drawn
  }
  /** Concatenated pictures, in the order of `places`. */
  const stack = (places: number[], draw: (place: number, i: number) => Float32Array) => {
    const all = new Float32Array(places.length * size * size)
    places.forEach((place, i) => all.set(draw(place, i), i * size * size))
    return all
  }
  const inMapUnit = (kind: ValidationPictures, patch: number) => {
    const back = (z: number) => Math.exp(1.2 + 0.31 * z)
    if (kind === 'residuals') {
      const smooth = picture('reconstructions', patch)
      return picture('originals', patch).map((z, i) => back(z) - back(smooth[i]))
    }
    if (kind === 'deviations') return picture(kind, patch).map((z) => 0.31 * back(0) * z)
    return picture(kind, patch).map(back)
  }

  /** Binary resources by address; null if there is none. */
  const resource = (url: URL): Float32Array | null => {
    const numberOf = (name: string) => Number(url.searchParams.get(name))
    const [, top, id, name] = url.pathname.slice(1).split('/')
    const one = items.find((item) => item.id === id)
    if (top === 'validations' && one) {
      const indices = patchesOf(one).map(({ index }) => index)
      if (!url.searchParams.has('from')) return arrayOf(name as ValidationArray, indices, latents)
      const kind = name as ValidationPictures
      const places = Array.from({ length: numberOf('count') }, (_, i) => numberOf('from') + i)
      const mapped = url.searchParams.get('unit') === 'map'
      return stack(places, (place) => {
        const patch = kind === 'samples' ? place : kind === 'nearest' ? 20 * place : indices[place]
        return mapped ? inMapUnit(kind, patch) : picture(kind, patch)
      })
    }
    if (top !== 'runs') return null
    if (name === 'interpolation') {
      const [first, last] = [numberOf('from'), numberOf('to')].map((patch) => picture('reconstructions', patch))
      const steps = numberOf('steps') + 1
      return stack(
        Array.from({ length: steps + 1 }, (_, i) => i),
        (i) => {
          const [a, b] = [Math.cos((Math.PI * i) / (2 * steps)), Math.sin((Math.PI * i) / (2 * steps))]
          return first.map((value, pixel) => a * value + b * last[pixel])
        },
      )
    }
    if (name === 'walk') {
      const base = picture('reconstructions', numberOf('patch'))
      const along = picture('reconstructions', 7000 + numberOf('latent'))
      const [steps, reach] = [numberOf('steps'), numberOf('reach')]
      return stack(
        Array.from({ length: steps }, (_, i) => -reach + (2 * reach * i) / (steps - 1)),
        (z) => base.map((value, i) => value + 0.3 * z * along[i]),
      )
    }
    if (name === 'prior-samples')
      return stack(
        Array.from({ length: numberOf('count') }, (_, i) => i),
        (i) => picture('samples', 100 * (numberOf('seed') + 1) + i),
      )
    return null
  }
  return { handlers, resource }
}
