import type { Client } from '../../../src-preload/rpc/client.ts'
import type { CirrusContract } from '../../../src-preload/contract/index.ts'
import type { Draw } from '../../fuzz/fits/draw.ts'

/** Identifiers of what there is in a home, and paths: what a payload must name to get beyond the first check. */
export interface Living {
  ids: Record<string, string[]>
  paths: readonly string[]
}

const lists = {
  maps: 'maps.list',
  datasets: 'datasets.list',
  runs: 'runs.list',
  studies: 'studies.list',
  validations: 'validations.list',
  inpaintings: 'inpaintings.list',
  exports: 'exports.list',
  jobs: 'jobs.list',
  devices: 'devices.list',
} as const

export async function readLiving(client: Client<CirrusContract>, paths: readonly string[]): Promise<Living> {
  const ids: Record<string, string[]> = {}
  for (const [domain, method] of Object.entries(lists)) {
    const records = (await client.call(method, {})) as { id: string }[]
    ids[domain] = records.map(({ id }) => id)
  }
  const runId = ids.runs[0]
  const priors = runId === undefined ? [] : await client.call('priors.list', { runId }).catch(() => [])
  ids.priors = priors.map(({ id }) => id)
  ids.masks = (await client.call('masks.list', {})).map(({ name }) => name)
  return { ids, paths }
}

const pathKeys = ['path', 'out', 'folder', 'file', 'positions', 'mask', 'regions', 'weights', 'catalogue']

/** What a key of a payload of this method names. @returns null for one that names nothing */
export function nameFor({ ids, paths }: Living, domain: string) {
  const of = (kind: string, draw: Draw) => (ids[kind]?.length ? draw.pick(ids[kind]) : 'none')
  return (key: string, draw: Draw): string | null => {
    if (draw.chance(0.04)) return draw.pick(['none', 'a-1', 'x'.repeat(120)])
    if (pathKeys.includes(key)) return draw.pick(paths)
    if (key === 'id' || key === 'from') return of(domain, draw)
    const kind = /^(map|dataset|run|study|validation|inpainting|beside|prior)Ids?$/.exec(key)?.[1]
    if (kind !== undefined) return of({ study: 'studies', beside: 'validations' }[kind] ?? `${kind}s`, draw)
    if (key === 'prior') return of('priors', draw)
    if (key === 'name' || key === 'to') return draw.pick(['A name', 'gnilc-545', 'é 1', ...(ids.masks ?? [])])
    if (key === 'column') return draw.pick(['I', '0', 'Q'])
    if (key === 'checkpoint') return draw.pick(['best', 'last'])
    return null
  }
}
