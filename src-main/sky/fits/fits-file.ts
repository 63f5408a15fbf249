import { openByteSource } from './open-byte-source.ts'
import { type ByteSource } from './byte-source.ts'
import { walkHdus, type FitsHdu } from './hdu.ts'

/** The structure of a FITS file. */
export interface FitsFile {
  file: string
  hdus: FitsHdu[]
}

/**
 * The headers of all HDUs; of an uncompressed file, only the headers are read.
 * @throws FitsError
 */
export async function readFitsHeader(path: string): Promise<FitsFile> {
  return withByteSource(path, async (source) => {
    const hdus: FitsHdu[] = []
    for await (const hdu of walkHdus(source)) hdus.push(hdu)
    return { file: path, hdus }
  })
}

/** Opens a file, passes it to `use`, and always closes it. @throws FitsError */
export async function withByteSource<T>(path: string, use: (source: ByteSource) => Promise<T>): Promise<T> {
  const source = await openByteSource(path)
  try {
    return await use(source)
  } finally {
    await source.close()
  }
}
