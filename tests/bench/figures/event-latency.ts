import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { resourcesOf, startHost } from '../../campaign/host.ts'
import { makeWorld, smallConfig, untilIdle } from '../../campaign/world.ts'
import type { Figures } from '../bench.ts'
import { eventsPerSecond, wallTime } from '../event-times.ts'
import { evaluate } from '../row.ts'

/** Minutes unless others are given as rounds. */
const usualMinutes = 10
const engine = fileURLToPath(new URL('../ours/steady-engine.ts', import.meta.url))

const p99 = (values: readonly number[]) => [...values].sort((a, b) => a - b)[Math.ceil(0.99 * values.length) - 1]

/** From an engine that sends an event to a window that has it, through a whole browser host. */
export const eventLatency: Figures = async ({ rounds: minutes = usualMinutes, note }) => {
  const folder = mkdtempSync(join(tmpdir(), 'cirrus-bench-events-'))
  const world = makeWorld(folder)
  const host = await startHost({ ...world, engine })
  try {
    const { client } = host
    const map = await client.call('maps.open', { path: world.maps[0] })
    const recipe = { size: 16, step: 10, minLatitude: 20 }
    const { id: datasetId } = await client.call('datasets.create', { mapId: map.id, column: 0, recipe })
    await untilIdle(client)
    const late: number[] = []
    client.on('runs.step', ({ step }) => void late.push(wallTime() - step.loss))
    const { id } = await client.call('runs.start', { datasetId, config: smallConfig })
    await setTimeout(10_000)
    const before = resourcesOf(host.pid).resident
    await setTimeout(60_000 * minutes - 10_000)
    const grown = (resourcesOf(host.pid).resident - before) / 2 ** 20
    await client.call('runs.stop', { id })
    note(`${late.length} events in ${minutes} min`)
    const third = Math.floor(late.length / 3)
    const growth = p99(late.slice(-third)) - p99(late.slice(0, third))
    const what = `event from engine to page, ${eventsPerSecond} a second`
    return [
      evaluate({ figure: `${what}: p99`, unit: 'ms', ours: p99(late), goal: 100 }),
      evaluate({ figure: `${what}: p99 of the last third less that of the first`, unit: 'ms', ours: growth, goal: 20 }),
      evaluate({ figure: `${what}: memory that the host grew`, unit: 'MiB', ours: grown, goal: 64 }),
    ]
  } finally {
    await host.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
