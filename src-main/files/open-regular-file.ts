import { open, stat, type FileHandle } from 'node:fs/promises'
import { FileFormatError } from './file-format-error.ts'

/** No disk that works takes so long to answer; a network mount whose server is gone never does. */
const patience = 30_000

/**
 * Opens a file that somebody named, for reading. A named pipe, a device or a socket need not ever answer, and holds one of
 * the few threads that read files until it does; so it is looked at before it is opened.
 * @throws FileFormatError if it is not a regular file, or does not answer; the system's error otherwise
 */
export async function openRegularFile(path: string): Promise<FileHandle> {
  if (path.includes('\0')) throw refusal(path.replaceAll('\0', '\\0'), 'a path has no NUL; check its name')
  const facts = await inTime(path, stat(path))
  if (facts.isDirectory()) throw refusal(path, 'this is a folder; name a file in it')
  if (!facts.isFile()) {
    const kind = facts.isFIFO() ? 'a named pipe' : facts.isSocket() ? 'a socket' : 'a device'
    throw refusal(path, `this is ${kind}, not a file; copy what it gives to a file first`)
  }
  return inTime(path, open(path, 'r'), (late) => void late.close())
}

/**
 * A regular file's text, UTF-8.
 * @param mostBytes longer files are refused: they are something else
 * @throws as `openRegularFile`; FileFormatError for a file that is too long
 */
export async function readTextFile(path: string, mostBytes = 2 ** 28): Promise<string> {
  const file = await openRegularFile(path)
  try {
    const { size } = await file.stat()
    if (size > mostBytes) {
      throw refusal(path, `it has ${size} bytes, more than a file of this kind has (${mostBytes}); check its name`)
    }
    return await reading(path, file.readFile('utf8'))
  } finally {
    await file.close()
  }
}

/**
 * What is read of an open file. The system's error about a read, unlike one about opening, has no path: it gets this one,
 * so that the user learns which file it is.
 */
export async function reading<T>(path: string, work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    const { code, path: named } = error as NodeJS.ErrnoException
    if (error instanceof Error && code !== undefined && named === undefined && 'errno' in error)
      Object.assign(error, { path })
    throw error
  }
}

const refusal = (path: string, reason: string) => new FileFormatError(path, 'path', reason)

/**
 * What the system answers, if it does.
 * @param onLate given an answer that came when nobody waited for it any more
 */
async function inTime<T>(path: string, answer: Promise<T>, onLate?: (answer: T) => void): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      answer.then(onLate, () => {})
      reject(refusal(path, `its disk did not answer in ${patience / 1000} s; check its mount`))
    }, patience)
  })
  try {
    return await Promise.race([answer, late])
  } finally {
    clearTimeout(timer)
  }
}
