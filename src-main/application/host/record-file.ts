import type { z } from 'zod'
import { refused, type CirrusError } from '../../../src-preload/rpc/errors.ts'
import { writeFileAtomically } from '../../files/atomic.ts'
import { FileFormatError } from '../../files/file-format-error.ts'
import { readTextFile } from '../../files/open-regular-file.ts'

/** Writes the description of a dataset, run or inpainting as readable JSON. */
export const writeRecord = (file: string, record: unknown) =>
  writeFileAtomically(file, `${JSON.stringify(record, null, 2)}\n`)

/**
 * Reads such a description.
 * @param absent the error if there is none
 * @param remedy added to the message about text that is not JSON
 * @throws CirrusError `absent`, or refused with the file, the field and the reason
 */
export async function readRecord<T>(
  file: string,
  schema: z.ZodType<T>,
  { absent, remedy = '' }: { absent: CirrusError; remedy?: string },
): Promise<T> {
  const text = await readTextFile(file).catch((error: unknown) => {
    throw error instanceof FileFormatError ? error : absent
  })
  return parseRecord(file, text, schema, remedy)
}

/** The record in a file's text. @throws CirrusError refused with the file, the field and the reason */
export function parseRecord<T>(file: string, text: string, schema: z.ZodType<T>, remedy = ''): T {
  let raw: unknown
  try {
    raw = JSON.parse(text)
  } catch (error) {
    throw refused(file, '', `it is not JSON (${(error as Error).message})${remedy}`)
  }
  const parsed = schema.safeParse(raw)
  if (!parsed.success) throw refused(file, parsed.error.issues[0].path.join('.'), parsed.error.issues[0].message)
  return parsed.data
}
