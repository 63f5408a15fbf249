import { join } from 'node:path'
import { hasNvidiaDriver } from '../../../resources/setup/flavour.mjs'
import { tensorflowBuilds, tensorflowVersion, type Build } from '../../../resources/setup/tensorflow-wheels.mjs'
import { isInPackage } from '../../engine/in-package.ts'
import { homeLayout } from '../host/home.ts'

export { tensorflowVersion, type Build }

/** How this Cirrus gets TensorFlow's libraries, if they did not come with it. */
export interface Supply {
  /** In the home: a folder for each build that was fetched. */
  folder: string
  /** A checkout's set-up has its own libraries in a cache of its own. */
  packaged: boolean
  /** Node's names: `linux-x64`. */
  platform: string
  nvidiaDriver: boolean
  /** Those of all machines. */
  builds: readonly Build[]
}

/** @param changes for tests */
export const supplyOf = (home: string, changes: Partial<Supply> = {}): Supply => ({
  folder: homeLayout(home).tensorflow,
  packaged: isInPackage(),
  platform: `${process.platform}-${process.arch}`,
  nvidiaDriver: hasNvidiaDriver(),
  builds: tensorflowBuilds,
  ...changes,
})

/** Where wheels are downloaded to, and where those downloaded by hand are looked for. */
export const filesFolder = ({ folder }: Supply): string => join(folder, 'files')

/** The builds for this machine, the best first: CUDA's if there is a driver for it. */
export const offeredBuilds = ({ builds, platform, nvidiaDriver }: Supply): Build[] =>
  builds
    .filter((build) => build.platform === platform && (build.flavour === 'cpu' || nvidiaDriver))
    .sort((a, b) => Number(b.flavour === 'cuda') - Number(a.flavour === 'cuda'))

/** Why nothing is fetched here, and what to do instead, as sentences; null if there is a build to fetch. */
export function obstacleTo(supply: Supply): string | null {
  const { packaged, platform } = supply
  if (!packaged) return 'This Cirrus is a checkout, whose set-up gets TensorFlow: run npm start in its folder.'
  if (offeredBuilds(supply).length > 0) return null
  if (platform.startsWith('win32')) return 'There is no TensorFlow for Cirrus on Windows. Run Cirrus inside WSL.'
  // A signed application loads no libraries but its own.
  if (platform.startsWith('darwin')) return 'On macOS, install the package of Cirrus that has TensorFlow in it.'
  return `There is no TensorFlow ${tensorflowVersion} for ${platform}.`
}

export const wheelName = (url: string): string => url.slice(url.lastIndexOf('/') + 1)

export const sumOf = <T>(items: readonly T[], value: (item: T) => number): number =>
  items.reduce((sum, item) => sum + value(item), 0)
