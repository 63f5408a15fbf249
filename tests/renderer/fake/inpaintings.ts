import type {
  Estimate,
  EstimateOrder,
  Inpainting,
  inpaintingEvents,
  inpaintingMethods,
} from '../../../src-preload/contract/index.ts'
import type { Handlers } from '../../../src-preload/rpc/server.ts'
import { found, without } from './found.ts'
import * as records from './inpainting-records.ts'
import { blurred, cloud } from './sky.ts'

/** The inpaintings of an in-memory host: they start and stop, and estimate nothing. */
export function createFakeInpaintings(inpaintings: Inpainting[]) {
  const get = (id: string) => found(inpaintings, id, 'inpainting')
  const begun = ({ id }: Pick<Inpainting, 'id'>, { estimator, runId }: EstimateOrder, name: string): Estimate => ({
    ...records.estimate('disc', estimator.kind),
    ...{ id: `${id}.${name}`, inpaintingId: id, name, estimator, runId, runName: runId },
    ...{ state: 'running', result: null, statistics: null, createdAt: new Date().toISOString() },
  })
  const handlers: Handlers<{ methods: typeof inpaintingMethods; events: typeof inpaintingEvents }> = {
    'inpaintings.list': () => inpaintings,
    'inpaintings.get': ({ id }) => get(id),
    'inpaintings.history': ({ estimate }) =>
      estimate.startsWith('map')
        ? Array.from({ length: 300 }, (_, i) => ({
            start: i % 2,
            iteration: i >> 1,
            objective: (4200 + 260 * (i % 2)) * (1 + 30 / (1 + (i >> 1)) ** 1.6),
          }))
        : [],
    'inpaintings.check': ({ datasetId, problem }) => ({
      folder: `/home/astro/.local/share/cirrus/inpaintings/${datasetId}-patch-${problem.patch}-${problem.mask.kind}`,
    }),
    'inpaintings.start': ({ datasetId, problem, estimates }) => {
      const id = `${datasetId}-patch-${problem.patch}-${problem.mask.kind}-new`
      const made: Inpainting = {
        ...structuredClone(records.inpaintings[0]),
        ...{ id, datasetId, datasetName: datasetId, problem },
        estimates: estimates.map((order) => begun({ id }, order, order.estimator.kind)),
        createdAt: new Date().toISOString(),
      }
      inpaintings.unshift(made)
      return made
    },
    'inpaintings.estimate': ({ id, order }) => {
      const inpainting = get(id)
      const { kind } = order.estimator
      const same = inpainting.estimates.filter(({ estimator }) => estimator.kind === kind).length
      const made = begun(inpainting, order, same === 0 ? kind : `${kind}-${same + 1}`)
      return Object.assign(inpainting, { estimates: [...inpainting.estimates, made] })
    },
    'inpaintings.stop': ({ id, estimate }) => {
      for (const one of get(id).estimates)
        if (one.state === 'running' && (estimate ?? one.name) === one.name) one.state = 'interrupted'
      return get(id)
    },
    'inpaintings.remove': ({ id, estimate }) => {
      if (estimate === null) without(inpaintings, id)
      else {
        const inpainting = get(id)
        inpainting.estimates = inpainting.estimates.filter(({ name }) => name !== estimate)
      }
      return {}
    },
  }

  /** Binary resources by address; null if there is none. */
  const resource = (url: URL): Float32Array | null => {
    const [, id, estimate, name] =
      /^\/data\/inpaintings\/([^/]+)\/(?:estimates\/([^/]+)\/)?([a-z]+)$/.exec(url.pathname) ?? []
    if (!id) return null
    const inMapUnit = url.searchParams.get('unit') === 'map'

    const kind = inpaintings.find((one) => one.id === id)?.problem.mask.kind
    const inHole = (i: number) => {
      const [x, y] = [(i % 64) * 4, Math.floor(i / 64) * 4]
      if (kind === 'disc') return Math.hypot(x - 100, y - 60) <= 50
      return kind === 'corner' ? y < 100 && x < 160 : y >= 50 && y < 200 && x >= 150 && x < 250
    }
    const back = (z: number) => (inMapUnit ? Math.exp(1.2 + 0.31 * z) : z)
    const original = cloud(117, 64)
    const fill = estimate?.startsWith('mean') ? new Float32Array(64 * 64) : blurred(original, 64, 2)
    if (name === 'mask') return original.map((_, i) => (inHole(i) ? 0 : 1))
    if (name === 'corrupted') return original.map((z, i) => (inHole(i) ? NaN : back(z)))
    if (name === 'fill') return fill.map(back)
    if (name === 'filled' || name === 'sample') return original.map((z, i) => back(inHole(i) ? fill[i] : z))
    if (name === 'residual') return original.map((z, i) => back(z) - back(fill[i]))
    if (name === 'deviation') return original.map((_, i) => (inHole(i) ? 0.4 : 0.1))
    return original.map(back)
  }
  return { handlers, resource }
}
