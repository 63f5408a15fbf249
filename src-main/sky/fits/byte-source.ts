import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { FitsError } from './fits-error.ts'

/** The bytes of a FITS file, plain or decompressed; never all of them in memory. */
export interface ByteSource {
  readonly file: string
  /** number of bytes; null for a compressed file, whose end is not known before it is reached */
  readonly size: number | null
  /**
   * Fills `target` with the bytes from `position` on, and returns how many there were before the file's end. Reading
   * forwards is cheap everywhere; reading backwards begins a compressed file anew.
   */
  read(target: Uint8Array, position: number): Promise<number>
  close(): Promise<void>
}

/**
 * Opens a file for reading; gzip is recognised by its first two bytes, not by its name.
 * @throws FitsError if the file is missing, unreadable, empty, or stands for another file (Git LFS)
 */
export async function openByteSource(file: string): Promise<ByteSource> {
  const start = new Uint8Array(64)
  const plain = await openPlain(file)
  try {
    const found = await plain.read(start, 0)
    refuseStandIns(file, start.subarray(0, found))
  } catch (error) {
    await plain.close()
    throw error
  }
  if (start[0] !== 0x1f || start[1] !== 0x8b) return plain
  await plain.close()
  return openGzip(file)
}

function refuseStandIns(file: string, start: Uint8Array): void {
  if (start.length === 0) throw new FitsError(file, 'byte 0', 'the file is empty; get it again')
  const text = new TextDecoder('latin1').decode(start)
  if (text.startsWith('version https://git-lfs')) {
    throw new FitsError(file, 'byte 0', 'this is a Git LFS pointer, not the file itself; run git lfs pull')
  }
  if (/^\s*<(!doctype|html|\?xml)/i.test(text)) {
    throw new FitsError(
      file,
      'byte 0',
      'this is a web page, not a FITS file; the download was answered with a page, so look into it and get it again',
    )
  }
}

async function openPlain(file: string): Promise<ByteSource> {
  try {
    const handle = await open(file, 'r')
    const { size } = await handle.stat()
    const read = async (target: Uint8Array, position: number) => {
      let done = 0
      while (done < target.length) {
        const { bytesRead } = await handle.read(target, done, Math.min(target.length - done, 1 << 26), position + done)
        if (bytesRead === 0) break
        done += bytesRead
      }
      return done
    }
    return {
      file,
      size,
      read: (target, position) => read(target, position).catch(refusal(file)),
      close: () => handle.close(),
    }
  } catch (error) {
    return refusal(file)(error)
  }
}

function refusal(file: string): (error: unknown) => never {
  return (error) => {
    const code = (error as NodeJS.ErrnoException).code
    if (code === 'ENOENT') throw new FitsError(file, 'path', 'there is no such file; check its name')
    if (code === 'EISDIR') throw new FitsError(file, 'path', 'this is a folder; name a file in it')
    if (code === 'EACCES' || code === 'EPERM') {
      throw new FitsError(file, 'path', 'reading it is not permitted; change its permissions')
    }
    throw error
  }
}

function openGzip(file: string): ByteSource {
  let stream: Readable | null = null
  let chunks: AsyncIterator<Buffer> | null = null
  let chunk: Buffer = Buffer.alloc(0)
  /** position of the first byte of `chunk` in the decompressed file */
  let at = 0
  let ended = false

  const rewind = () => {
    stream?.destroy()
    const compressed = createReadStream(file, { highWaterMark: 1 << 20 })
    const inflated = createGunzip({ chunkSize: 1 << 20 })
    compressed.on('error', (error) => inflated.destroy(error))
    inflated.on('close', () => compressed.destroy())
    stream = compressed.pipe(inflated)
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
        code === 'Z_BUF_ERROR' ? 'the compressed file ends too early' : `it cannot be decompressed (${message})`
      throw new FitsError(file, `byte ${at} of the decompressed file`, `${reason}; get the file again`)
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
