import type { Dataset, inpaintedMapMethods, Job, SkyMap } from '../../../src-preload/contract/index.ts'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import type { Handlers } from '../../../src-preload/rpc/server.ts'
import { found } from './found.ts'

/** The filled maps of an in-memory host, of which nothing is filled: their jobs wait for ever. */
export function createFakeInpaintedMaps(
  maps: readonly SkyMap[],
  datasets: readonly Dataset[],
  jobs: Job[],
  changed: (job: Job) => void,
) {
  const handlers: Handlers<{ methods: typeof inpaintedMapMethods; events: Record<never, never> }> = {
    'maps.previewInpainting'({ mapId, datasetId, holes, realisations, out }) {
      const { size, width } = found([...datasets], datasetId, 'dataset').recipe
      if (holes.path.includes('nowhere')) {
        const message = `${holes.path}: there is no such file.`
        throw new CirrusError('refused', message, undefined, { field: 'holes' })
      }
      return {
        ...{ holes: 98, done: out.includes('stopped') ? 37 : 0, sources: holes.kind === 'sources' ? 100 : null },
        ...{ pixels: 5321, widest: 1.5, size, width },
        bytes: found([...maps], mapId, 'map').size * (1 + realisations),
      }
    },
    'maps.inpaint'({ mapId }) {
      const job: Job = {
        ...{ id: `job-inpaint-map-${jobs.length}`, kind: 'map', subject: null, state: 'waiting', fraction: null },
        ...{ title: `Inpaint ${found([...maps], mapId, 'map').name} (Wiener)`, note: 'waiting for its turn' },
        ...{ secondsLeft: null, failure: null, cancellable: true, endedAt: null },
        startedAt: new Date().toISOString(),
      }
      jobs.push(job)
      changed(job)
      return job
    },
  }
  return { handlers }
}
