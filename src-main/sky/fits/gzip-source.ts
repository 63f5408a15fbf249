import { createReadStream } from 'node:fs'
import type { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import type { ByteSource } from './byte-source.ts'
import { FitsError } from './fits-error.ts'

/** Whether bytes start with the gzip signature. */
export const isGzip = (start: Uint8Array): boolean => start[0] === 0x1f && start[1] === 0x8b

/**
 * The decompressed bytes of a file.
 * @param layers how many times the file was compressed
 */
export function openGzip(file: string, layers: number): ByteSource {
  let stream: Readable | null = null
  let chunks: AsyncIterator<Buffer> | null = null
  let chunk: Buffer = Buffer.alloc(0)
  /** position of the first byte of `chunk` in the decompressed file */
  let at = 0
  let ended = false

  const rewind = () => {
    stream?.destroy()
    stream = inflate(file, layers)
    chunks = stream[Symbol.asyncIterator]()
    chunk = Buffer.alloc(0)
    at = 0
    ended = false
  }

  const advance = async () => {
    at += chunk.length
    chunk = Buffer.alloc(0)
    try {
      const next = await chunks!.next()
      if (next.done) ended = true
      else chunk = next.value
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException
      const reason =
        code === 'Z_BUF_ERROR' ? 'the compressed file ends too early' : `it can't be decompressed (${message})`
      throw new FitsError(file, `byte ${at} of the decompressed file`, `${reason}; get a fresh copy of the file`)
    }
  }

  return {
    file,
    size: null,
    async read(target, position) {
      if (!stream || position < at) rewind()
      let done = 0
      while (done < target.length) {
        const wanted = position + done - at
        if (wanted < chunk.length) {
          const part = chunk.subarray(wanted, wanted + target.length - done)
          target.set(part, done)
          done += part.length
        } else if (ended) break
        else await advance()
      }
      return done
    },
    async close() {
      stream?.destroy()
      stream = null
    },
  }
}

/** A stream of the decompressed bytes; errors of any layer reach its reader, and its end closes the file. */
function inflate(file: string, layers: number): Readable {
  let stream: Readable = createReadStream(file, { highWaterMark: 1 << 20 })
  for (let layer = 0; layer < layers; layer++) {
    const source = stream
    const inflated = createGunzip({ chunkSize: 1 << 20 })
    source.on('error', (error) => inflated.destroy(error))
    inflated.on('close', () => source.destroy())
    stream = source.pipe(inflated)
  }
  return stream
}
