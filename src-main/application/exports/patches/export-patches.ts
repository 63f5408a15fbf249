import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { ExportFormat } from '../../../../src-preload/contract/exports.ts'
import { CirrusError } from '../../../../src-preload/rpc/errors.ts'
import { removeFolder } from '../../../files/remove-folder.ts'
import { datasetFiles } from '../../datasets/dataset-folder.ts'
import { writtenFile, type WrittenFile } from '../../host/written-file.ts'
import { readPatchValues } from './patch-values.ts'
import { planPatchExport, type PatchExportPlan, type PatchExportRequest } from './plan-patch-export.ts'
import { pictureNames, writeFits, writePngs } from './write-patch-pictures.ts'
import { stackNames, tableName, writeStack, writeTable, type Stack } from './write-patch-stack.ts'
import { makeFolder } from '../../../files/make-folder.ts'

export interface PatchExport extends PatchExportRequest {
  formats: readonly ExportFormat[]
  out: string
  signal?: AbortSignal
  onProgress?(fraction: number, note: string): void
}

/**
 * Writes the chosen patches of a dataset: patches.csv, and in the chosen formats a FITS file and pictures of each, or
 * arrays of all, which `cirrus dataset import` reads back. Overwrites nothing; if it fails or is aborted, none of its
 * files are left.
 * @param plan of the order, if it is known already
 * @throws CirrusError refused as `planPatchExport`; conflict if a file exists; the signal's reason
 */
export async function exportPatches(order: PatchExport, plan?: PatchExportPlan): Promise<WrittenFile[]> {
  const { out, folder } = order
  const planned = plan ?? (await planPatchExport(order))
  const stacks: Stack[] = order.formats.includes('npy') ? ['map', 'standard'] : []
  if (stacks.length > 0 && existsSync(datasetFiles(folder).masks)) stacks.push('mask')
  if (stacks.length > 0 && planned.noise) stacks.push('noiseMap', 'noiseStandard')
  const paths = fileNames(planned, order.formats, stacks).map((name) => join(out, name))
  const taken = paths.find((path) => existsSync(path))
  if (taken !== undefined) {
    const message = `${taken} would be overwritten; choose another folder.`
    throw new CirrusError('conflict', message, undefined, { field: 'folder' })
  }
  const existed = existsSync(out)
  try {
    await makeFolder(out)
    await write(order, planned, stacks)
    return await Promise.all(paths.map(writtenFile))
  } catch (error) {
    for (const path of paths) await rm(path, { force: true }).catch(() => {})
    if (!existed) await removeFolder(out).catch(() => {})
    throw error
  }
}

const fileNames = (plan: PatchExportPlan, formats: readonly ExportFormat[], stacks: readonly Stack[]): string[] => [
  tableName,
  ...stacks.map((what) => stackNames[what]),
  ...(['fits', 'png'] as const)
    .filter((format) => formats.includes(format))
    .flatMap((format) => plan.patches.flatMap(({ index }) => pictureNames(plan, index, format))),
]

async function write(order: PatchExport, plan: PatchExportPlan, stacks: readonly Stack[]): Promise<void> {
  const { folder, formats, out, signal, onProgress = () => {} } = order
  const pictures = formats.includes('fits') || formats.includes('png')
  const passes = stacks.length + (pictures ? 1 : 0)
  let done = 0
  /** The values of each patch in turn, with progress. */
  async function* values() {
    for (const [i, patch] of plan.patches.entries()) {
      signal?.throwIfAborted()
      yield await readPatchValues(folder, plan, patch)
      onProgress(++done / (passes * plan.patches.length), `patch ${i + 1} of ${plan.patches.length}`)
    }
  }
  for (const what of stacks) await writeStack(plan, out, what, values())
  if (pictures)
    for await (const one of values()) {
      if (formats.includes('fits')) await writeFits(plan, order, out, one)
      if (formats.includes('png')) await writePngs(plan, out, one)
    }
  signal?.throwIfAborted()
  await writeTable(plan, out)
}
