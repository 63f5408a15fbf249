import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

/**
 * What a browser loads of the built window to show a page at first: the index, its styles, and all scripts that those of the
 * page import, but not those that are loaded when they are needed, such as the sky view.
 * @param folder of the built window
 * @returns for each page of the window, its bytes as gzip packs them, the heaviest first
 */
export function pageWeights(folder: string): { page: string; bytes: number }[] {
  const assets = join(folder, 'assets')
  const index = readFileSync(join(folder, 'index.html'), 'utf8')
  const always = [...index.matchAll(/assets\/([^"]+)/g)].map(([, name]) => name)
  const packed = (name: string) => gzipSync(readFileSync(join(assets, name))).length
  const pages = readdirSync(assets).filter((name) => /^\w+Page-.*\.js$/.test(name))
  return pages
    .map((page) => {
      const files = importedBy([...always, page], assets)
      return { page: page.replace(/-.*$/, ''), bytes: gzipSync(index).length + sum([...files].map(packed)) }
    })
    .toSorted((a, b) => b.bytes - a.bytes)
}

/** Scripts and styles with all that they import, directly or not. */
function importedBy(names: readonly string[], assets: string): Set<string> {
  const found = new Set<string>()
  const left = [...names]
  for (let name = left.pop(); name !== undefined; name = left.pop()) {
    if (found.has(name)) continue
    found.add(name)
    const text = name.endsWith('.js') ? readFileSync(join(assets, name), 'utf8') : ''
    left.push(...[...text.matchAll(/(?:from|import)\s*"\.\/([^"]+)"/g)].map(([, other]) => other))
  }
  return found
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
