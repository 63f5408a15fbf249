import { existsSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { TensorFlowBuild, TensorFlowFlavour, TensorFlowPlan } from '../../../src-preload/contract/tensorflow.ts'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import { fetchedBuild } from './fetched-build.ts'
import { downloadedBytes } from './fetch-build.ts'
import { gpuWords, processorWords } from './machine-words.ts'
import { filesFolder, obstacleTo, offeredBuilds, sumOf, tensorflowVersion, wheelName } from './supply.ts'
import type { Build, Supply } from './supply.ts'

/** What this machine has, and what would be fetched for it. */
export async function planFetch(supply: Supply): Promise<Omit<TensorFlowPlan, 'jobId'>> {
  const obstacle = obstacleTo(supply)
  return {
    version: tensorflowVersion,
    processor: processorWords(),
    gpu: await gpuWords(supply),
    obstacle,
    builds: obstacle === null ? await Promise.all(offeredBuilds(supply).map((build) => described(supply, build))) : [],
    fetched: fetchedBuild(supply),
    folder: filesFolder(supply),
    freeBytes: await freeBytes(supply.folder),
  }
}

/** The best build that is offered. @throws CirrusError refused */
export function bestBuild(supply: Supply): Build {
  const obstacle = obstacleTo(supply)
  if (obstacle !== null) throw new CirrusError('refused', obstacle)
  return offeredBuilds(supply)[0]
}

/** The build of this flavour, if it is offered. @throws CirrusError refused */
export function buildOf(supply: Supply, flavour: TensorFlowFlavour): Build {
  const best = bestBuild(supply)
  const build = offeredBuilds(supply).find((one) => one.flavour === flavour)
  if (build) return build
  throw new CirrusError(
    'refused',
    `TensorFlow with CUDA is for Linux on x64 with an NVIDIA driver; on this machine, fetch ${best.flavour}.`,
  )
}

async function described(supply: Supply, build: Build): Promise<TensorFlowBuild> {
  const { flavour, wheels } = build
  return {
    flavour,
    files: wheels.map(({ url, bytes, sha256 }) => ({ name: wheelName(url), url, bytes, sha256 })),
    bytes: sumOf(wheels, ({ bytes }) => bytes),
    downloaded: await downloadedBytes(supply, build),
    unpackedBytes: sumOf(wheels, ({ unpackedBytes }) => unpackedBytes),
  }
}

/** Of the disk that a folder is on, or will be. */
async function freeBytes(folder: string): Promise<number> {
  if (!existsSync(folder)) return freeBytes(dirname(folder))
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize
}
