import { refused } from '../../../src-preload/rpc/errors.ts'
import { readRecord } from '../host/record-file.ts'
import { inpaintingFiles, inpaintingRecordSchema, type InpaintingRecord } from './inpainting-folder.ts'
import { upgradeInpainting } from './upgrade-inpainting.ts'

/**
 * Reads the problem in a folder, which is upgraded if an earlier version wrote it.
 * @throws CirrusError refused if the folder holds none
 */
export async function readInpaintingRecord(folder: string): Promise<InpaintingRecord> {
  await upgradeInpainting(folder)
  return readRecord(inpaintingFiles(folder).record, inpaintingRecordSchema, {
    absent: refused(folder, '', 'this folder holds no inpainting; create one with cirrus inpaint'),
  })
}
