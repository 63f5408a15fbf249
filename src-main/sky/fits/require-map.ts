import { chooseColumn } from './choose-column.ts'
import { withByteSource } from './fits-file.ts'
import { requireData, walkHdus } from './hdu.ts'

/**
 * Checks from the headers that a file holds a HEALPix map, and that no HDU is cut short.
 * @throws FitsError if not
 */
export async function requireMap(path: string): Promise<void> {
  await withByteSource(path, async (source) => {
    await chooseColumn(source, undefined)
    for await (const hdu of walkHdus(source)) requireData(source, hdu)
  })
}
