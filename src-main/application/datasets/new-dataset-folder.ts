import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import { removeFolder } from '../../files/remove-folder.ts'
import { datasetFiles } from './dataset-folder.ts'
import { makeFolder } from '../../files/make-folder.ts'

/** @throws CirrusError conflict if the folder holds a dataset, or a file that one would overwrite */
export function requireFreeFolder(folder: string): void {
  const files = datasetFiles(folder)
  if (existsSync(files.record)) {
    throw new CirrusError('conflict', `${folder} already holds a dataset; choose another folder.`)
  }
  for (const file of [files.patches, files.table, files.masks, files.noise]) {
    if (existsSync(file)) throw new CirrusError('conflict', `${file} would be overwritten; choose another folder.`)
  }
}

/**
 * Makes the folder and has it filled. If that fails, nothing of the dataset is left, because a partial one is useless;
 * what was in the folder before stays.
 */
export async function fillFolder<T>(folder: string, fill: () => Promise<T>): Promise<T> {
  const files = datasetFiles(folder)
  const existed = existsSync(folder)
  await makeFolder(folder)
  try {
    return await fill()
  } catch (error) {
    await Promise.all([files.patches, files.table, files.masks, files.noise].map((file) => rm(file, { force: true })))
    if (!existed) await removeFolder(folder)
    throw error
  }
}
