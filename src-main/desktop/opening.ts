import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { scheme } from './own-pages.ts'
import { pageOfLink } from './page-of-link.ts'

/** Something that the user opens from outside the window; `refused`: a link that names no page. */
export type Opening =
  | { readonly kind: 'map'; readonly path: string }
  | { readonly kind: 'page'; readonly address: string }
  | { readonly kind: 'refused'; readonly link: string }

export const openingOfLink = (link: string): Opening => {
  const address = pageOfLink(link)
  return address === null ? { kind: 'refused', link } : { kind: 'page', address }
}

/** What a word of a command line opens: a link, or a file by its path in `folder` or its URL. */
function openingOf(word: string, folder: string): Opening {
  if (word.toLowerCase().startsWith(`${scheme}:`)) return openingOfLink(word)
  if (!word.startsWith('file:')) return { kind: 'map', path: resolve(folder, word) }
  try {
    return { kind: 'map', path: fileURLToPath(word) }
  } catch {
    return { kind: 'refused', link: word }
  }
}

/**
 * What a command line opens. Its options are Chromium's, and without a package its first word is the application's own
 * folder.
 */
export const openingsOf = (argv: readonly string[], { packaged, folder }: { packaged: boolean; folder: string }) =>
  argv
    .slice(1)
    .filter((word) => word !== '' && !word.startsWith('-'))
    .slice(packaged ? 0 : 1)
    .map((word) => openingOf(word, folder))
