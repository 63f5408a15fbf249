import { contract } from '../../src-preload/contract/index.ts'
import type { Inpainting } from '../../src-preload/contract/inpaintings.ts'
import { createClient } from '../../src-preload/rpc/client.ts'
import { createMemoryPorts } from '../../src-preload/rpc/memory-ports.ts'
import { createFakeHost } from '../renderer/fake/fake-host.ts'
import { lacking } from '../renderer/fake/shape.ts'
import { until, type Opened } from './harness.ts'

/** The order of an inpainting like this one. */
const orderOf = ({ datasetId, problem }: Inpainting) => ({
  ...{ datasetId: datasetId!, problem, estimates: [{ estimator: { kind: 'mean' as const } }] },
})

/** Events of a training. */
export const trainingEvents = ['runs.epoch', 'runs.step', 'runs.changed'] as const

/**
 * What the fake host of the window's tests lacks compared with an application that has run the whole workflow: keys of
 * its results and events, and types of their values.
 * @param told payloads of the real host's events, by name
 */
export async function lackingOfFakeHost(app: Opened, told: ReadonlyMap<string, unknown[]>): Promise<string[]> {
  const missing: string[] = []
  const [dataset] = await app.call('datasets.list', {})
  const [inpainting] = await app.call('inpaintings.list', {})
  const run = { id: inpainting.estimates.find(({ runId }) => runId !== null)!.runId! }
  const fake = createFakeHost()
  const [near, far] = createMemoryPorts()
  fake.server.attach(far)
  const window = createClient(contract, near)
  const [madeRun, madeInpainting] = [fake.runs.at(-1)!, fake.inpaintings[0]]
  await window.call('exports.create', { inpaintingId: madeInpainting.id, formats: ['npy'] })
  for (const [method, params, made] of [
    ...(['host.describe', 'devices.list', 'devices.settings', 'jobs.list', 'maps.list', 'datasets.list'] as const).map(
      (name) => [name, {}, {}] as const,
    ),
    ['datasets.patches', { id: dataset.id }, { id: 'demo-64px' }],
    ['datasets.preview', {}, {}],
    ['runs.list', {}, {}],
    ['runs.metrics', { id: run.id }, { id: fake.runs[0].id }],
    ['runs.environments', { id: run.id }, { id: madeRun.id }],
    ['runs.files', { id: run.id }, { id: madeRun.id }],
    ['runs.presets', {}, {}],
    ['inpaintings.list', {}, {}],
    ['inpaintings.history', { id: inpainting.id, estimate: 'map' }, { id: madeInpainting.id, estimate: 'map' }],
    ['inpaintings.check', orderOf(inpainting), orderOf(madeInpainting)],
    ['exports.list', {}, {}],
  ] as const) {
    const answers = [await app.call(method, params as never), await window.call(method, made as never)]
    missing.push(...lacking([answers[0]], [answers[1]], method))
  }
  const madeEvents = new Map<string, unknown[]>()
  for (const name of trainingEvents) window.on(name, (payload) => madeEvents.set(name, [payload]))
  fake.trainEpoch(fake.runs[0].id)
  await until(
    async () => madeEvents.size,
    (size) => size === 3,
  )
  for (const [name, payloads] of madeEvents) missing.push(...lacking(told.get(name)!, payloads, name))
  return missing
}
