import { readFully } from '../../files/atomic.ts'
import { FileFormatError } from '../../files/file-format-error.ts'
import { openRegularFile } from '../../files/open-regular-file.ts'
import type { ByteSource } from './byte-source.ts'
import { FitsError } from './fits-error.ts'
import { isGzip, openGzip } from './gzip-source.ts'
import { refuseWrapping } from './wrapping.ts'

/** Files compressed more often than this are refused as a mistake. */
const mostLayers = 3

/**
 * Opens a file for reading. Gzip is recognised by its first two bytes, not by its name; a file compressed twice (by
 * hand, and again by a server) is decompressed twice.
 * @throws FitsError if the file is missing, unreadable, empty, or something else: an archive, a web page, ...
 */
export async function openByteSource(file: string): Promise<ByteSource> {
  let source = await openPlain(file)
  try {
    for (let layers = 0; ; layers++) {
      const start = new Uint8Array(512)
      const found = await source.read(start, 0)
      const place = layers === 0 ? 'byte 0' : 'byte 0 of the decompressed file'
      if (!isGzip(start)) {
        refuseWrapping(file, start.subarray(0, found), place)
        return source
      }
      if (layers === mostLayers) {
        throw new FitsError(
          file,
          place,
          `it was compressed more than ${mostLayers} times; decompress it with gunzip first`,
        )
      }
      await source.close()
      source = openGzip(file, layers + 1)
    }
  } catch (error) {
    await source.close()
    throw error
  }
}

async function openPlain(file: string): Promise<ByteSource> {
  try {
    const handle = await openRegularFile(file)
    const { size } = await handle.stat()
    return {
      file,
      size,
      read: (target, position) => readFully(handle, target, position).catch(refusal(file)),
      close: () => handle.close(),
    }
  } catch (error) {
    return refusal(file)(error)
  }
}

function refusal(file: string): (error: unknown) => never {
  return (error) => {
    if (error instanceof FileFormatError) throw new FitsError(file, error.place, error.reason)
    const code = (error as NodeJS.ErrnoException).code
    if (code === 'ENOENT') throw new FitsError(file, 'path', 'there is no such file; check its name')
    if (code === 'EACCES' || code === 'EPERM') {
      throw new FitsError(file, 'path', 'permission denied; change the permissions of the file')
    }
    if (code === 'EIO') {
      throw new FitsError(file, 'path', 'the system failed to read it; check its disk, or get a fresh copy of the file')
    }
    throw error
  }
}
