import type {
  DeviceSettings,
  deviceEvents,
  deviceMethods,
  hostEvents,
  hostMethods,
  Job,
  jobEvents,
  jobMethods,
} from '../../../src-preload/contract/index.ts'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import type { Handlers } from '../../../src-preload/rpc/server.ts'
import * as records from './device-records.ts'
import { found } from './found.ts'

interface HostContract {
  methods: typeof hostMethods & typeof deviceMethods & typeof jobMethods
  events: typeof hostEvents & typeof deviceEvents & typeof jobEvents
}

/** What belongs to no domain: the machine, its folders, its engines, and the running jobs. */
export function createFakeMachine(
  jobs: Job[],
  deviceSettings: DeviceSettings,
  seen: { platform: string; watching: boolean },
  jobChanged: (job: Job) => void,
) {
  const handlers: Handlers<HostContract> = {
    'host.describe': () => ({
      version: '0.1.0',
      door: 'browser',
      ...seen,
      home: '/home/astro/.local/share/cirrus',
      userHome: '/home/astro',
      notice: null,
    }),
    'host.folder': ({ path, endings }) => {
      if (path === '/forbidden') throw new CirrusError('refused', '/forbidden: it may not be read by this user.')
      const at = path ?? '/home/astro'
      const entry = (name: string, folder: boolean) => ({
        name,
        path: `${at}/${name}`,
        folder,
        size: folder ? 0 : 50_331_648,
        modifiedAt: '2026-11-20T10:00:00.000Z',
      })
      const files = ['planck-545.fits', 'mask.npy', 'sources.csv', 'notes.txt'].filter((name) =>
        endings.some((ending) => name.endsWith(ending)),
      )
      return {
        path: at,
        parent: at === '/' ? null : at.slice(0, at.lastIndexOf('/')) || '/',
        entries: [entry('maps', true), entry('papers', true), ...files.map((name) => entry(name, false))],
      }
    },
    'devices.list': () => records.engines,
    'devices.restart': ({ id }) => ({ ...found(records.engines, id, 'engine'), state: 'starting' }),
    'devices.settings': () => deviceSettings,
    'devices.configure': (options) => Object.assign(deviceSettings, { options }),
    'jobs.list': () => jobs,
    'jobs.cancel': ({ id }) => {
      const job = found(jobs, id, 'task')
      Object.assign(job, { state: 'interrupted', note: 'cancelled', endedAt: new Date().toISOString() })
      jobChanged(job)
      return {}
    },
    'jobs.clear': () => {
      jobs.splice(0, jobs.length, ...jobs.filter(({ endedAt }) => endedAt === null))
      return {}
    },
  }
  return { handlers }
}
