import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { TensorFlowFlavour } from '../../../src-preload/contract/tensorflow.ts'
import { tensorflowVersion, type Build, type Supply } from './supply.ts'

/** In the folder of a build: the files that were unpacked of wheels, with their sizes in bytes. */
const manifestSchema = z.object({
  wheels: z.array(z.string()),
  files: z.record(z.string(), z.number().int()),
})
export type BuildManifest = z.infer<typeof manifestSchema>
export const manifestName = 'manifest.json'

/** Folder of a build, by version: another version of Cirrus may need another TensorFlow. */
export const buildFolder = ({ folder }: Pick<Supply, 'folder'>, build: Pick<Build, 'flavour' | 'platform'>): string =>
  join(folder, `${tensorflowVersion}-${build.flavour}-${build.platform}`)

/**
 * The build that was fetched, CUDA's if both were; null if there is none, or files of it are missing or have other
 * sizes. A checkout has none.
 */
export function fetchedBuild(supply: Supply): TensorFlowFlavour | null {
  const { packaged, platform } = supply
  const isComplete = (flavour: TensorFlowFlavour) => isWhole(buildFolder(supply, { flavour, platform }))
  return packaged ? ((['cuda', 'cpu'] as const).find(isComplete) ?? null) : null
}

/** Folder of the libraries of the build that was fetched, as `fetchedBuild`. CUDA's lie where they look for it beside it. */
export function fetchedLibraries(supply: Supply): string | null {
  const flavour = fetchedBuild(supply)
  return flavour && join(buildFolder(supply, { flavour, platform: supply.platform }), 'tensorflow')
}

function isWhole(folder: string): boolean {
  try {
    const { files } = manifestSchema.parse(JSON.parse(readFileSync(join(folder, manifestName), 'utf8')))
    return Object.entries(files).every(([path, bytes]) => statSync(join(folder, path)).size === bytes)
  } catch {
    return false
  }
}
