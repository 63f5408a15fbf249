import type { FileHandle } from 'node:fs/promises'
import { readFully, writeFileAtomically, writeFully } from './atomic.ts'
import { FileFormatError } from './file-format-error.ts'
import { openRegularFile, reading } from './open-regular-file.ts'
import { formatHeader, parseHeader, type SafetensorsHeader } from './safetensors-header.ts'

/**
 * A float32 array to write; `values` is called only when its turn comes, so that just one array is in memory at a time.
 */
export interface TensorToWrite {
  name: string
  shape: readonly number[]
  values: () => Float32Array
}

/** An open .safetensors file. */
export interface SafetensorsFile extends SafetensorsHeader {
  /** @throws FileFormatError for a name not in the file, a type other than F32, or a truncated file */
  read(name: string): Promise<Float32Array>
  close(): Promise<void>
}

/**
 * Writes float32 tensors and text metadata in the safetensors format (huggingface.co/docs/safetensors), atomically.
 * @throws RangeError if a tensor's values do not fill its shape; the file is then not written
 */
export async function writeSafetensors(
  path: string,
  tensors: readonly TensorToWrite[],
  metadata: Readonly<Record<string, string>> = {},
): Promise<void> {
  await writeFileAtomically(path, async (file) => {
    await writeFully(file, formatHeader(tensors, metadata))
    for (const { name, shape, values } of tensors) {
      const data = values()
      const expected = shape.reduce((product, length) => product * length, 1)
      if (data.length !== expected) {
        throw new RangeError(`${path}: "${name}" of shape [${shape.join(', ')}] got ${data.length} values`)
      }
      await writeFully(file, new Uint8Array(data.buffer, data.byteOffset, data.byteLength))
    }
  })
}

/**
 * Opens a .safetensors file and checks its header against its length; values are read tensor by tensor.
 * @throws FileFormatError
 */
export async function openSafetensors(path: string): Promise<SafetensorsFile> {
  const file = await openRegularFile(path)
  try {
    const header = await reading(path, parseHeader(file, path))
    return { ...header, read: (name) => reading(path, readTensor(file, path, header, name)), close: () => file.close() }
  } catch (error) {
    await file.close()
    throw error
  }
}

async function readTensor(
  file: FileHandle,
  path: string,
  header: SafetensorsHeader,
  name: string,
): Promise<Float32Array> {
  const entry = header.tensors.get(name)
  if (!entry) throw new FileFormatError(path, 'header', `it has no tensor "${name}"`)
  if (entry.dtype !== 'F32') {
    throw new FileFormatError(
      path,
      `tensor "${name}"`,
      `type ${entry.dtype} is not supported; save it as float32 (F32)`,
    )
  }
  const values = new Float32Array((entry.end - entry.begin) / 4)
  const found = await readFully(file, new Uint8Array(values.buffer), entry.begin)
  if (found < values.byteLength) {
    throw new FileFormatError(path, `byte ${entry.begin + found}`, `the file ends inside tensor "${name}"`)
  }
  return values
}
