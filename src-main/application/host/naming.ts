import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'

/** The date as names carry it: 2026-11-23. */
const day = () => new Date().toISOString().slice(0, 10)

/** Letters of a sequence: 0 a, 25 z, 26 aa. */
const letters = (index: number): string =>
  (index >= 26 ? letters(Math.floor(index / 26) - 1) : '') + String.fromCharCode(97 + (index % 26))

/** Text as an identifier: lower case, dashes, nothing that a path or an address would mind. */
export const slug = (text: string) =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60) || 'untitled'

/** The first of `stem`, `stem-2`, `stem-3`, ... that is not taken. */
export function freeId(stem: string, taken: (id: string) => boolean): string {
  if (!taken(stem)) return stem
  for (let n = 2; ; n++) if (!taken(`${stem}-${n}`)) return `${stem}-${n}`
}

/** A dated name such as `demo-2026-11-23-a`, the next free letter of the day. */
export function datedId(stem: string, taken: (id: string) => boolean): string {
  for (let n = 0; ; n++) {
    const id = `${slug(stem)}-${day()}-${letters(n)}`
    if (!taken(id)) return id
  }
}

/**
 * Whether a name is taken in the catalog or as a folder: a folder may be there without a row, after a catalog was lost.
 * @param parent where the folders of such things lie
 */
export const takenIn =
  (parent: string, known: { get(id: string): unknown }) =>
  (id: string): boolean =>
    known.get(id) !== null || existsSync(join(parent, id))

/** A free name whose folder is made at once, so that nobody else takes it while it is filled. */
export function reserveFolder(parent: string, stem: string, known: { get(id: string): unknown }): string {
  const id = freeId(stem, takenIn(parent, known))
  mkdirSync(join(parent, id), { recursive: true })
  return id
}
