import { createReadStream } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Unzip, UnzipInflate, type UnzipDecoder } from 'fflate'
import { writeFully } from '../../files/atomic.ts'
import { FileFormatError } from '../../files/file-format-error.ts'
import { makeFolder } from '../../files/make-folder.ts'

/** What the binding needs of a wheel: TensorFlow's two libraries, and of NVIDIA's wheels all but headers. */
const needed = /^(?:tensorflow\/libtensorflow_(?:cc|framework)\.so\.2|nvidia\/(?!.*\/include\/).*[^/])$/
const isNeeded = (name: string) => needed.test(name) && !name.split('/').includes('..')
/** Programs that TensorFlow starts, such as CUDA's assembler. */
const program = /\/bin\//

/** Passes over the files that are not needed. */
class SelectiveInflate implements UnzipDecoder {
  static compression = 8
  ondata: UnzipDecoder['ondata'] = () => undefined
  #inflate: UnzipInflate | null = null

  constructor(name: string) {
    if (!isNeeded(name)) return
    this.#inflate = new UnzipInflate()
    this.#inflate.ondata = (...told) => this.ondata(...told)
  }
  push(data: Uint8Array, final: boolean) {
    this.#inflate?.push(data, final)
  }
}

/**
 * Unpacks the needed files of a wheel, which is a zip file, into a folder where pip would place them. Content is not
 * checked: the wheel's checksum was.
 * @param onBytes called with the number of bytes written since the last call
 * @returns their paths in the folder and sizes in bytes
 * @throws FileFormatError for what is no intact zip file
 */
export async function unpackWheel(
  wheel: string,
  folder: string,
  { signal, onBytes = () => undefined }: { signal?: AbortSignal; onBytes?(count: number): void } = {},
): Promise<Record<string, number>> {
  const sizes: Record<string, number> = {}
  const queue: { name: string; data: Uint8Array; final: boolean }[] = []
  const unzip = new Unzip((entry) => {
    const { name } = entry
    entry.ondata = (error, data, final) => {
      if (error) throw error
      if (isNeeded(name)) queue.push({ name, data, final })
    }
    // One that is not started would be kept in memory.
    entry.start()
  })
  unzip.register(SelectiveInflate)

  let file: FileHandle | null = null
  try {
    for await (const chunk of createReadStream(wheel)) {
      signal?.throwIfAborted()
      unzip.push(chunk as Uint8Array)
      for (const { name, data, final } of queue.splice(0)) {
        file ??= await create(join(folder, name), program.test(name))
        await writeFully(file, data)
        sizes[name] = (sizes[name] ?? 0) + data.length
        onBytes(data.length)
        if (!final) continue
        await file.sync()
        await file.close()
        file = null
      }
    }
    if (file) throw new Error('its end is missing')
  } catch (error) {
    await file?.close()
    if ((error as NodeJS.ErrnoException).syscall || signal?.aborted) throw error
    throw new FileFormatError(wheel, 'zip', (error as Error).message)
  }
  return sizes
}

async function create(path: string, isProgram: boolean): Promise<FileHandle> {
  await makeFolder(dirname(path))
  return open(path, 'wx', isProgram ? 0o755 : 0o644)
}
