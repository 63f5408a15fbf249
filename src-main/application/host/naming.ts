import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { freeId } from '../../../src-shared/text/names.ts'

/**
 * Whether a name is taken, in the catalog or as a folder: a folder may exist without a row if a catalog was lost.
 * @param parent folder that holds the folders of this kind
 */
export const takenIn =
  (parent: string, known: { get(id: string): unknown }) =>
  (id: string): boolean =>
    known.get(id) !== null || existsSync(join(parent, id))

/** A free name, whose folder is created at once so that nobody else takes it. */
export function reserveFolder(parent: string, stem: string, known: { get(id: string): unknown }): string {
  const id = freeId(stem, takenIn(parent, known))
  mkdirSync(join(parent, id), { recursive: true })
  return id
}
