import { basename, join } from 'node:path'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import { runFiles } from '../../engine/training/run-folder.ts'
import { readNpy } from '../../files/npy.ts'
import { channelOf } from '../../../src-shared/sky/channels.ts'
import { channelOfQuery } from '../host/channel-of-query.ts'
import type { Context } from '../host/context.ts'
import type { DataRoute } from '../host/data-route.ts'
import { found } from '../host/found.ts'
import { downloadResponse, floatResponse } from '../host/responses.ts'
import { listRunFiles } from './run-folder.ts'

/** Serves /data/runs/: samples and KL per latent of an epoch, files of the run's folder. */
export const runResources: readonly DataRoute[] = [
  [/^runs\/([^/]+)\/samples\/(\d+)$/, sample],
  [/^runs\/([^/]+)\/latent-kl\/(\d+)$/, latentKl],
  [/^runs\/([^/]+)\/files\/(.+)$/, runFile],
]

async function sample(context: Context, [id, epoch]: string[], query: URLSearchParams): Promise<Response> {
  const run = found(context.catalog.runs.get(id), 'run', id)
  const { data, shape } = await readNpy(runFiles(run.folder).sample(Number(epoch))).catch(() => {
    throw new CirrusError('not-found', `${run.name} has no sample for epoch ${epoch}.`)
  })
  const [pair, rows, columns, channels = 1] = shape
  const channel = channelOfQuery(query, Array(channels))
  return floatResponse(channelOf(data as Float32Array, channels, channel), [pair, rows, columns])
}

async function latentKl(context: Context, [id, epoch]: string[]): Promise<Response> {
  const run = found(context.catalog.runs.get(id), 'run', id)
  const { data, shape } = await readNpy(runFiles(run.folder).latentKl(Number(epoch))).catch(() => {
    throw new CirrusError('not-found', `${run.name} has no KL per latent for epoch ${epoch}.`)
  })
  return floatResponse(data as Float32Array, shape)
}

async function runFile(context: Context, [id, path]: string[]): Promise<Response> {
  const { folder, name } = found(context.catalog.runs.get(id), 'run', id)
  // Only listed files: a path that leads out of the folder is not one.
  const file = (await listRunFiles(folder)).find((each) => each.path === path)
  if (!file) throw new CirrusError('not-found', `${name} has no file ${path}.`)
  return downloadResponse(join(folder, path), `${id}-${basename(path)}`)
}
