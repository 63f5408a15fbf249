import { join, resolve } from 'node:path'
import type { MapProduct } from '../../../../src-preload/contract/map-products.ts'
import { shellWord } from '../../../../src-shared/text/shell-word.ts'
import { downloadChecked, type CheckedOptions } from '../../host/download/download-checked.ts'
import { verifyProduct } from './verify-product.ts'

/**
 * Downloads a product into a folder, or checks the file that is there already.
 * @returns its path, and whether it was there already
 * @throws CirrusError download-failed | refused | conflict
 */
export async function downloadProduct(
  product: MapProduct,
  folder: string,
  options: CheckedOptions = {},
): Promise<{ path: string; already: boolean }> {
  const { name, url, bytes } = product
  const path = join(resolve(folder), product.file)
  const already = await downloadChecked(
    {
      ...{ url, target: path, bytes, name },
      check: (file, signal) => verifyProduct(file, product, signal),
      byHand: `check it with cirrus map info ${shellWord(path)}`,
      advice: { there: 'choose another folder', sent: 'download it from another mirror (--url-base)' },
    },
    options,
  )
  return { path, already }
}
