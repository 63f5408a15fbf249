import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Client } from '../../src-preload/rpc/client.ts'
import type { CirrusContract } from '../../src-preload/contract/index.ts'
import { waves, writeMadeMap } from '../application/made-map.ts'
import { smallTraining } from '../application/small-application.ts'
import type { TrainingConfig } from '../../src-shared/model/configuration.ts'
import { until } from '../application/until.ts'

type CirrusClient = Client<CirrusContract>

/** As many latents as the engine without TensorFlow claims. */
export const smallConfig: TrainingConfig = { ...smallTraining, latentDimension: 3 }

/** Folders and files of a campaign, in one that is deleted after it. */
export interface World {
  home: string
  /** Folder of a built window. */
  window: string
  /** Working folder of hosts: where relative paths would lead. */
  cwd: string
  /** Where exports and made maps go. */
  out: string
  /** Maps to import: with names that need care, too. */
  maps: readonly string[]
  /** Paths that a payload may name: of files and folders, of what is none, and of what never answers. */
  paths: readonly string[]
}

export function makeWorld(folder: string): World {
  const at = (...names: string[]) => join(folder, ...names)
  const [home, cwd, out] = ['home', 'cwd', 'out'].map((name) => at(name))
  for (const path of [home, cwd, out]) mkdirSync(path, { recursive: true })
  const maps = [
    writeMadeMap(at('maps', 'made.fits'), waves),
    writeMadeMap(at('maps', "it's a map, 星間塵.fits"), (lon, lat) => waves(lon + 40, lat)),
    writeMadeMap(at('maps', 'holes.fits'), (lon, lat) => (Math.abs(lat) > 80 ? NaN : waves(lon, lat))),
  ]
  writeFileSync(at('maps', 'broken.fits'), 'SIMPLE  =                    T')
  writeFileSync(at('maps', 'sources.csv'), 'lon,lat,radius\n10,40,1\n200,-50,2\n')
  const window = at('window')
  mkdirSync(window)
  writeFileSync(join(window, 'index.html'), '<!doctype html><title>Cirrus</title>')
  execFileSync('mkfifo', [at('fifo')])
  const strange = ['/proc/self/mem', '/dev/zero', '/dev/null', '/proc/x/y', '/sys/x', `${at('a')}/${'x'.repeat(300)}`]
  return {
    ...{ home, cwd, out, maps },
    window,
    paths: [
      ...[
        ...maps,
        ...maps,
        at('maps', 'broken.fits'),
        at('maps', 'sources.csv'),
        at('maps'),
        at('fifo'),
        at('none.fits'),
      ],
      ...[
        join(out, 'a'),
        join(out, 'b'),
        join(out, 'c.fits'),
        join(out, 'd.fits'),
        join(out, 'e.csv'),
        join(out, 'm.npy'),
      ],
      ...['relative', 'relative.fits', '..', './a/../b', join(home, 'datasets'), join(home, 'catalog.db'), ...strange],
    ],
  }
}

/** Waits until nothing is under way. */
export const untilIdle = (client: CirrusClient, limit = 180_000) =>
  until(
    () => client.call('jobs.list', {}),
    (jobs) => jobs.every(({ endedAt }) => endedAt !== null),
    limit,
  )

/** Makes what a home lacks: a map, a dataset, a run, a study, a validation, an inpainting and exports, all complete. */
export async function furnish(client: CirrusClient, { maps, out }: World): Promise<void> {
  const ready = async <T extends { state: string }>(
    list: () => Promise<T[]>,
    make: () => Promise<unknown>,
    fits: (one: T) => boolean = () => true,
  ) => {
    const complete = async () => (await list()).find((one) => one.state === 'complete' && fits(one))
    const found = await complete()
    if (found) return found
    await make()
    await untilIdle(client)
    return complete()
  }
  const map = (await client.call('maps.list', {}))[0] ?? (await client.call('maps.open', { path: maps[0] }))
  const recipe = { size: 16, step: 10, minLatitude: 20 }
  const dataset = await ready(
    () => client.call('datasets.list', {}),
    () => client.call('datasets.create', { mapId: map.id, column: 0, recipe }),
    // Payloads may have cut others.
    (one) => one.recipe.size === recipe.size && one.recipe.channels === 'I',
  )
  if (!dataset) throw new Error('No dataset could be cut.')
  const run = await ready(
    () => client.call('runs.list', {}),
    () => client.call('runs.start', { datasetId: dataset.id, config: smallConfig }),
    ({ datasetId, config }) => datasetId === dataset.id && config.architecture === smallConfig.architecture,
  )
  if (!run) throw new Error('No run could be trained.')
  const runId = run.id
  if ((await client.call('studies.list', {})).length === 0) {
    const space = [{ kind: 'float' as const, name: 'learningRate' as const, low: 1e-4, high: 1e-2, log: true }]
    const search = { space, sampler: { kind: 'random' as const }, epochs: 1, budget: 2, seed: 7 }
    await client.call('studies.start', { datasetId: dataset.id, base: smallConfig, ...search })
    await untilIdle(client)
  }
  await ready(
    () => client.call('validations.list', {}),
    () => client.call('validations.start', { runId, config: { checkpoint: 'last', samples: 4, priorSamples: 16 } }),
  )
  const inpaintings = await client.call('inpaintings.list', {})
  if (!inpaintings.some(({ estimates }) => estimates.some(({ state }) => state === 'complete'))) {
    const problem = { patch: 0, mask: { kind: 'disc' as const } }
    const estimates = [{ estimator: { kind: 'mean' as const } }, { estimator: { kind: 'map' as const }, runId }]
    const { id } = await client.call('inpaintings.start', { datasetId: dataset.id, problem, estimates })
    await untilIdle(client)
    await client.call('exports.create', { inpaintingId: id, formats: ['npy', 'fits'] })
  }
  // A dataset outside the home, to open.
  const copy = join(out, 'a')
  if (dataset.folder !== copy) cpSync(dataset.folder, copy, { recursive: true, force: true })
}
