/** The date in names: 2026-11-23. */
const day = () => new Date().toISOString().slice(0, 10)

/** Letters of a sequence: 0 a, 25 z, 26 aa. */
const letters = (index: number): string =>
  (index >= 26 ? letters(Math.floor(index / 26) - 1) : '') + String.fromCharCode(97 + (index % 26))

/** Characters that end a line, do something else than show, or turn round the order of those after them. */
const unfit = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu

/** Whether all of a text can stand in one line of a list, a table or a figure. */
export const isOneLine = (text: string): boolean => text.isWellFormed() && text.search(unfit) < 0

/** The name of a record that is called as a file is, whose name can have any characters. */
export const nameOf = (file: string): string =>
  file.replace(unfit, ' ').trim().slice(0, 120).toWellFormed() || 'untitled'

/** Text as an identifier: lower case and dashes, safe in paths and addresses. */
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
