import { existsSync } from 'node:fs'
import { rename } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { MapProduct } from '../../../../src-preload/contract/map-products.ts'
import { CirrusError, refused } from '../../../../src-preload/rpc/errors.ts'
import { syncFolder } from '../../../files/atomic.ts'
import { takeLock } from '../../../files/process-lock.ts'
import { downloadFile, type DownloadOptions } from './download-file.ts'
import { partFiles, removePart } from './part-file.ts'
import { verifyProduct } from './verify-product.ts'
import { makeFolder } from '../../../files/make-folder.ts'

export interface ProductOptions extends DownloadOptions {
  /** The download is complete, and is being checked. */
  onCheck?(): void
}

/**
 * Downloads a product into a folder. The file gets its name once it is complete and checked; until then it is a part
 * beside it, which a later download continues. A file already there is only checked.
 * @returns its path, and whether it was there already
 * @throws CirrusError download-failed | refused | conflict
 */
export async function downloadProduct(
  product: MapProduct,
  folder: string,
  options: ProductOptions = {},
): Promise<{ path: string; already: boolean }> {
  const target = join(resolve(folder), product.file)
  await makeFolder(resolve(folder))
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
      await verifyExisting(target, product, options.signal)
      return { path: target, already: true }
    }
    await downloadFile({ url: product.url, target, bytes: product.bytes }, options)
    options.onCheck?.()
    await verifyPart(target, product, options.signal)
    await rename(partFiles(target).part, target)
    await syncFolder(resolve(folder))
    await removePart(target)
    return { path: target, already: false }
  } finally {
    await release()
  }
}

async function verifyExisting(target: string, product: MapProduct, signal?: AbortSignal): Promise<void> {
  try {
    await verifyProduct(target, product, signal)
  } catch (error) {
    signal?.throwIfAborted()
    const reason = (error as Error).message
    throw refused(
      target,
      '',
      `this file exists, but is not ${product.name}: ${reason} Move it away, or choose another folder`,
    )
  }
}

/** A part that is not the product is removed, since continuing it would not help. */
async function verifyPart(target: string, product: MapProduct, signal?: AbortSignal): Promise<void> {
  try {
    await verifyProduct(partFiles(target).part, product, signal)
  } catch (error) {
    signal?.throwIfAborted()
    await removePart(target)
    const reason = (error as Error).message
    throw refused(
      product.url,
      '',
      `what the server sent is not ${product.name}, and was deleted: ${reason} Try again later, or download it from another mirror (--url-base)`,
    )
  }
}
