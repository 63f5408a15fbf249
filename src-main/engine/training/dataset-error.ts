import { FileFormatError } from '../../files/file-format-error.ts'
import { EngineError } from '../runtime/errors.ts'

/** What a reading of a dataset's file gives. @throws EngineError 'dataset' for a file that is missing or damaged */
export async function asDatasetError<T>(file: string, reading: Promise<T>): Promise<T> {
  try {
    return await reading
  } catch (cause) {
    if (cause instanceof FileFormatError) throw new EngineError('dataset', cause.message, { cause })
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') {
      throw new EngineError('dataset', `${file} is missing. Make the dataset again.`, { cause })
    }
    throw cause
  }
}
