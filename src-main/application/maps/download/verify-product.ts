import { stat } from 'node:fs/promises'
import type { MapProduct } from '../../../../src-preload/contract/map-products.ts'
import { refused } from '../../../../src-preload/rpc/errors.ts'
import { checksumOf } from '../../../files/file-checksum.ts'
import { requireMap } from '../../../sky/fits/require-map.ts'

/**
 * Checks that a file is the product: its size and checksum as far as they are published, and that it opens as a map.
 * @throws CirrusError refused for another file; FitsError for what is no map, or damaged
 */
export async function verifyProduct(path: string, product: MapProduct, signal?: AbortSignal): Promise<void> {
  const { size } = await stat(path)
  const { bytes, md5 } = product
  if (bytes !== null && size !== bytes)
    throw refused(path, '', `its size is ${size} bytes, but ${product.name} has ${bytes}`)
  if (md5 !== null) {
    const checksum = await checksumOf(path, 'md5', signal)
    if (checksum !== md5)
      throw refused(path, '', `its MD5 checksum is ${checksum}, but that of ${product.name} is ${md5}`)
  }
  await requireMap(path)
}
