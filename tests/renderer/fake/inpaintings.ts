import type { Inpainting, inpaintingEvents, inpaintingMethods } from '../../../src-preload/contract/index.ts'
import type { Handlers } from '../../../src-preload/rpc/server.ts'
import { found, without } from './found.ts'
import * as records from './inpainting-records.ts'
import { blurred, cloud } from './sky.ts'

/** The inpaintings of an in-memory host: they start and stop, and inpaint nothing. */
export function createFakeInpaintings(inpaintings: Inpainting[]) {
  const handlers: Handlers<{ methods: typeof inpaintingMethods; events: typeof inpaintingEvents }> = {
    'inpaintings.list': () => inpaintings,
    'inpaintings.get': ({ id }) => found(inpaintings, id, 'inpainting'),
    'inpaintings.history': () =>
      Array.from({ length: 300 }, (_, i) => ({
        start: i % 2,
        iteration: i >> 1,
        objective: (4200 + 260 * (i % 2)) * (1 + 30 / (1 + (i >> 1)) ** 1.6),
      })),
    'inpaintings.check': ({ runId, config }) => ({
      folder: `/home/astro/.local/share/cirrus/inpaintings/${runId}-patch-${config.patch}-${config.mask.kind}`,
    }),
    'inpaintings.start': ({ runId, config }) => {
      const begun: Inpainting = {
        ...structuredClone(records.inpaintings[0]),
        id: `${runId}-patch-${config.patch}-${config.mask.kind}-new`,
        runId,
        config,
        state: 'running',
        result: null,
        statistics: null,
        createdAt: new Date().toISOString(),
      }
      inpaintings.unshift(begun)
      return begun
    },
    'inpaintings.stop': ({ id }) =>
      Object.assign(found(inpaintings, id, 'inpainting'), { state: 'interrupted' as const }),
    'inpaintings.remove': ({ id }) => (without(inpaintings, id), {}),
  }

  /** Binary resources by address; null if there is none. */
  const resource = (url: URL): Float32Array | null => {
    const [, id, name] = /^\/data\/inpaintings\/([^/]+)\/([a-z]+)$/.exec(url.pathname) ?? []
    if (!id) return null
    const inMapUnit = url.searchParams.get('unit') === 'map'

    const kind = inpaintings.find((one) => one.id === id)?.config.mask.kind
    const inHole = (i: number) => {
      const [x, y] = [(i % 64) * 4, Math.floor(i / 64) * 4]
      if (kind === 'disc') return Math.hypot(x - 100, y - 60) <= 50
      return kind === 'corner' ? y < 100 && x < 160 : y >= 50 && y < 200 && x >= 150 && x < 250
    }
    const back = (z: number) => (inMapUnit ? Math.exp(1.2 + 0.31 * z) : z)
    const original = cloud(117, 64)
    const smooth = blurred(original, 64, 2)
    if (name === 'mask') return original.map((_, i) => (inHole(i) ? 0 : 1))
    if (name === 'corrupted') return original.map((z, i) => (inHole(i) ? NaN : back(z)))
    if (name === 'model') return smooth.map(back)
    if (name === 'filled') return original.map((z, i) => back(inHole(i) ? smooth[i] : z))
    if (name === 'residual') return original.map((z, i) => back(z) - back(smooth[i]))
    return original.map(back)
  }
  return { handlers, resource }
}
