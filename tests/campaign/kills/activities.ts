import { join } from 'node:path'
import type { Client } from '../../../src-preload/rpc/client.ts'
import type { CirrusContract } from '../../../src-preload/contract/index.ts'
import type { Draw } from '../../fuzz/fits/draw.ts'
import { smallConfig, type World } from '../world.ts'

type Activity = (client: Client<CirrusContract>, world: World, draw: Draw) => Promise<unknown>

const firstComplete = <T extends { state: string }>(records: readonly T[], draw: Draw): T => {
  const complete = records.filter(({ state }) => state === 'complete')
  if (complete.length === 0) throw new Error('nothing is complete yet')
  return draw.pick(complete)
}
const aDataset = async (client: Client<CirrusContract>, draw: Draw) =>
  firstComplete(await client.call('datasets.list', {}), draw)
const aRun = async (client: Client<CirrusContract>, draw: Draw) =>
  firstComplete(await client.call('runs.list', {}), draw)

/** Everything that a kill may interrupt. Each begins something; some wait for its end. */
export const activities: Readonly<Record<string, Activity>> = {
  opening: (client, { maps }, draw) => client.call('maps.open', { path: draw.pick(maps) }),
  async cutting(client, _, draw) {
    const [map] = await client.call('maps.list', {})
    const recipe = { size: 16, step: draw.pick([4, 6, 10]), minLatitude: 20, seed: draw.below(1000) }
    return client.call('datasets.create', { mapId: map.id, column: 0, recipe })
  },
  async importing(client, _, draw) {
    const { folder } = await aDataset(client, draw)
    return client.call('datasets.import', { path: join(folder, 'patches.npy'), width: 8 })
  },
  async training(client, _, draw) {
    const { id } = await aDataset(client, draw)
    return client.call('runs.start', { datasetId: id, config: { ...smallConfig, epochs: 2 + draw.below(20) } })
  },
  async resuming(client, _, draw) {
    const runs = (await client.call('runs.list', {})).filter(({ state }) => state === 'interrupted')
    if (runs.length > 0) return client.call('runs.resume', { id: draw.pick(runs).id })
  },
  async searching(client, _, draw) {
    const { id } = await aDataset(client, draw)
    const space = [{ kind: 'float' as const, name: 'learningRate' as const, low: 1e-4, high: 1e-2, log: true }]
    const search = { space, sampler: { kind: 'random' as const }, epochs: 2, budget: 3, seed: draw.below(1000) }
    return client.call('studies.start', { datasetId: id, base: smallConfig, ...search })
  },
  async validating(client, _, draw) {
    const { id } = await aRun(client, draw)
    const config = { checkpoint: 'last' as const, samples: 2 + draw.below(6), priorSamples: 16 }
    return client.call('validations.start', { runId: id, config })
  },
  async inpainting(client, _, draw) {
    const { id: runId, datasetId } = await aRun(client, draw)
    const problem = { patch: draw.below(40), mask: { kind: 'disc' as const } }
    const kinds = ['mean', 'wiener', 'diffusion', 'biharmonic'] as const
    const estimates = [
      { estimator: { kind: draw.pick(kinds) } },
      { estimator: { kind: draw.pick(['map', 'hmc', 'laplace'] as const) }, runId },
    ]
    return client.call('inpaintings.start', { datasetId: datasetId!, problem, estimates })
  },
  async 'exporting patches'(client, { out }, draw) {
    const { id } = await aDataset(client, draw)
    const folder = draw.chance(0.5) ? null : join(out, `patches-${draw.below(1e6)}`)
    return client.call('exports.patches', { datasetId: id, formats: ['npy', 'fits', 'png'], folder })
  },
  async 'exporting an inpainting'(client, _, draw) {
    const all = await client.call('inpaintings.list', {})
    const complete = all.filter(({ estimates }) => estimates.some(({ state }) => state === 'complete'))
    if (complete.length > 0)
      return client.call('exports.create', { inpaintingId: draw.pick(complete).id, formats: ['npy', 'fits', 'figure'] })
  },
  async 'exporting a validation'(client, _, draw) {
    const { id } = firstComplete(await client.call('validations.list', {}), draw)
    return client.call('exports.validation', { validationId: id })
  },
  async 'exporting weights'(client, _, draw) {
    return client.call('exports.weights', { runId: (await aRun(client, draw)).id })
  },
  async 'drawing samples'(client, { out }, draw) {
    const { id } = await aRun(client, draw)
    const folder = draw.chance(0.5) ? null : join(out, `samples-${draw.below(1e6)}`)
    const order = { checkpoint: 'last' as const, seed: draw.below(1000), count: 8, formats: ['fits' as const] }
    return client.call('exports.samples', { runId: id, ...order, folder })
  },
  async 'converting a map'(client, { out }, draw) {
    const [map] = await client.call('maps.list', {})
    return client.call('maps.convert', { id: map.id, nside: 32, out: join(out, `map-${draw.below(1e6)}.fits`) })
  },
}
