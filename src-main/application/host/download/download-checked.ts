import { existsSync } from 'node:fs'
import { rename } from 'node:fs/promises'
import { dirname } from 'node:path'
import { CirrusError, refused } from '../../../../src-preload/rpc/errors.ts'
import { syncFolder } from '../../../files/atomic.ts'
import { makeFolder } from '../../../files/make-folder.ts'
import { takeLock } from '../../../files/process-lock.ts'
import type { Wanted } from './continue-part.ts'
import { downloadFile, type DownloadOptions } from './download-file.ts'
import { partFiles, removePart } from './part-file.ts'

/** A file to download, and how to tell that it is the one wanted. */
export interface ExpectedFile extends Wanted {
  /** What messages call it. */
  name: string
  /** Throws, with the reason as a sentence, unless the file at this path is the one. */
  check(path: string, signal?: AbortSignal): Promise<void>
  /** What to do about a wrong file: one that is there already, and one that the server sent. Ends of sentences. */
  advice: { there: string; sent: string }
}

export interface CheckedOptions extends DownloadOptions {
  /** The download is complete, and is being checked. */
  onCheck?(): void
}

/**
 * Downloads a file, which gets its name once it is complete and checked; until then it is a part beside it, which a
 * later download continues. A file that is there already is only checked.
 * @returns whether it was there already
 * @throws CirrusError download-failed | refused | conflict
 */
export async function downloadChecked(file: ExpectedFile, options: CheckedOptions = {}): Promise<boolean> {
  const { target } = file
  await makeFolder(dirname(target))
  const release = await takeLock(partFiles(target).lock)
  if (typeof release !== 'function') {
    throw new CirrusError(
      'conflict',
      `${target} is being downloaded by process ${release.pid} on ${release.machine}. Wait for it; if it no longer exists, remove ${partFiles(target).lock}.`,
    )
  }
  try {
    if (existsSync(target)) {
      options.onCheck?.()
      await checkExisting(file, options.signal)
      return true
    }
    await downloadFile(file, options)
    options.onCheck?.()
    await checkPart(file, options.signal)
    await rename(partFiles(target).part, target)
    await syncFolder(dirname(target))
    await removePart(target)
    return false
  } finally {
    await release()
  }
}

async function checkExisting({ target, name, check, advice }: ExpectedFile, signal?: AbortSignal): Promise<void> {
  try {
    await check(target, signal)
  } catch (error) {
    signal?.throwIfAborted()
    const reason = (error as Error).message
    throw refused(target, '', `this file exists, but is not ${name}: ${reason} Move it away, or ${advice.there}`)
  }
}

/** A part that is not the file is removed, since continuing it would not help. */
async function checkPart({ url, target, name, check, advice }: ExpectedFile, signal?: AbortSignal): Promise<void> {
  try {
    await check(partFiles(target).part, signal)
  } catch (error) {
    signal?.throwIfAborted()
    await removePart(target)
    const reason = (error as Error).message
    throw refused(
      url,
      '',
      `what the server sent is not ${name}, and was deleted: ${reason} Try again later, or ${advice.sent}`,
    )
  }
}
