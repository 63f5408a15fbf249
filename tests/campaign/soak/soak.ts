import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CirrusError } from '../../../src-preload/rpc/errors.ts'
import { writeMadeMap } from '../../application/made-map.ts'
import { until } from '../../application/until.ts'
import { isTyped, type Findings } from '../findings.ts'
import { madeEngine, startHost, type Host } from '../host.ts'
import { furnish, smallConfig, untilIdle, type World } from '../world.ts'
import { openPage } from './open-page.ts'
import { watchGrowth } from './steady.ts'
import { workDay } from './working-day.ts'

export interface SoakOptions {
  world: World
  findings: Findings
  note(text: string): void
  signal?: AbortSignal
  epochs?: number
  pages?: number
  hours?: number
}

/** Does the same for long, and has clock and files change under a host. */
export async function soak({ world, findings, note, signal, ...counts }: SoakOptions): Promise<void> {
  const { epochs = 500, pages = 1000, hours = 8 } = counts
  const host = await startHost(world)
  await furnish(host.client, world)
  if (!signal?.aborted) await trainLong(host, epochs, findings)
  note(`${epochs} epochs trained`)
  if (!signal?.aborted) await openPages(host, pages, findings, signal)
  note(`${pages} pages opened`)
  await end(host, findings)
  const hurrying = await startHost({ ...world, engine: madeEngine, hurries: true })
  if (!signal?.aborted) await workDay(hurrying, hours, findings, signal)
  note(`${hours} hours passed`)
  await end(hurrying, findings)
  const changing = await startHost(world)
  if (!signal?.aborted) await changeFiles(changing, world, findings)
  await end(changing, findings)
  const jumping = await startHost({ ...world, clockJumps: true })
  if (!signal?.aborted) await trainUnderJumps(jumping, world, findings)
  note('clock set')
  await end(jumping, findings)
}

async function end(host: Host, findings: Findings): Promise<void> {
  const { code } = await host.stop()
  if (code !== 0) findings.fault('crash', `the host ended with status ${code} when it was asked to: ${host.said()}`)
}

const trained = (host: Host, id: string, limit: number, onLook: () => void = () => {}) =>
  until(
    async () => {
      onLook()
      return host.client.call('runs.get', { id })
    },
    ({ state }) => state !== 'waiting' && state !== 'running',
    limit,
  )

async function trainLong(host: Host, epochs: number, findings: Findings): Promise<void> {
  const [{ id: datasetId }] = await host.client.call('datasets.list', {})
  const { id } = await host.client.call('runs.start', { datasetId, config: { ...smallConfig, epochs } })
  const engine = () => host.children()[0] ?? null
  const watches = [watchGrowth('host, training', () => host.pid, findings), watchGrowth('engine', engine, findings)]
  let looked = 0
  const run = await trained(host, id, 3_600_000, () => {
    if (performance.now() - looked < 1000) return
    looked = performance.now()
    for (const watch of watches) watch.sample()
  })
  if (run.state !== 'complete')
    findings.fault('lost', `a run of ${epochs} epochs is ${run.state}: ${run.failure?.message}`)
  for (const watch of watches) watch.judge()
}

async function openPages(host: Host, pages: number, findings: Findings, signal?: AbortSignal): Promise<void> {
  const watch = watchGrowth('host, pages', () => host.pid, findings)
  for (let n = 0; n < pages && !signal?.aborted; n++) {
    await openPage(host, n)
    if (n % Math.max(1, Math.floor(pages / 60)) === 0) watch.sample()
  }
  watch.judge()
}

/** Changes a map and a dataset after they were imported: what then works uses what is there, what does not says so. */
async function changeFiles({ client }: Host, { maps }: World, findings: Findings): Promise<void> {
  const [map] = await client.call('maps.list', {})
  const ask = async (what: string, call: () => Promise<unknown>) => {
    try {
      await call()
      return null
    } catch (thrown) {
      const { code, message } = thrown as CirrusError
      if (!isTyped(code)) findings.fault('untyped', `${what}: ${code} ${message}`)
      return { code, message }
    }
  }
  const value = () => client.call('maps.value', { id: map.id, column: 0, lon: 10, lat: 40 })
  writeMadeMap(maps[0], () => 1, { nside: 8 })
  await ask('a map that was replaced by another', value)
  writeFileSync(maps[0], 'SIMPLE')
  if ((await ask('a map that was cut', value)) === null) findings.fault('lost', 'a map that was cut still has values')
  const [run] = (await client.call('runs.list', {})).filter(({ state }) => state === 'complete')
  const dataset = await client.call('datasets.get', { id: run.datasetId! })
  writeFileSync(join(dataset.folder, 'patches.npy'), 'not an array')
  const said = await ask('a dataset that changed', () =>
    client.call('runs.resume', { id: run.id, epochs: run.config.epochs + 1 }),
  )
  if (said === null) {
    const { state, failure } = await trained({ client } as Host, run.id, 60_000)
    if (state === 'complete') findings.fault('lost', 'a run was resumed on patches that changed')
    if (failure && !isTyped(failure.code))
      findings.fault('untyped', `a dataset that changed: ${failure.code} ${failure.message}`)
  }
}

/** Opens a map, cuts it and trains, while the clock jumps by hours. */
async function trainUnderJumps(host: Host, { maps }: World, findings: Findings): Promise<void> {
  const { client } = host
  const map = await client.call('maps.open', { path: maps[1] })
  const recipe = { size: 16, step: 10, minLatitude: 20 }
  const dataset = await client.call('datasets.create', { mapId: map.id, column: 0, recipe })
  await untilIdle(client)
  const { id } = await client.call('runs.start', { datasetId: dataset.id, config: { ...smallConfig, epochs: 30 } })
  const { state, failure } = await trained(host, id, 600_000)
  if (state !== 'complete') findings.fault('lost', `with a clock that jumps a run is ${state}: ${failure?.message}`)
}
