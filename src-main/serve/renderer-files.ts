import { createReadStream } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { extname, join, resolve, sep } from 'node:path'
import { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { contentType, hasKnownEnding } from './content-types.ts'
import { pageInDepth } from './page-in-depth.ts'

/** Where `npm run build` puts the window: out/renderer, as seen from the sources and from the bundle in out/main. */
export const builtRenderer = () =>
  fileURLToPath(new URL(import.meta.url.endsWith('.ts') ? '../../out/renderer' : '../renderer', import.meta.url))

/** Vite puts a hash of the content into these names, so the content at an address never changes. */
const hashed = /^\/assets\/.*-[A-Za-z0-9_-]{8}\.[a-z0-9]+$/

const text = (status: number, message: string) =>
  new Response(`${message}\n`, { status, headers: { 'Content-Type': 'text/plain; charset=utf-8' } })

/** The file in a folder that an address names; null if it is outside the folder or not a valid path. */
export const fileOf = (folder: string, pathname: string): string | null => {
  let path: string
  try {
    path = decodeURIComponent(pathname)
  } catch {
    return null
  }
  if (path.includes('\0') || path.includes('\\') || path.split('/').includes('..')) return null
  const file = resolve(join(folder, path))
  return file === resolve(folder) || file.startsWith(resolve(folder) + sep) ? file : null
}

const isFile = async (path: string) => {
  const found = await stat(path).catch(() => null)
  return found?.isFile() ? found : null
}

/** A view's page, with addresses that are right at this depth. */
const view = async (index: string, pathname: string): Promise<Response> => {
  const html = await readFile(index, 'utf8').catch(() => null)
  if (html === null)
    return text(503, `The window is not built: ${index} is missing. Run "npm run build" in the Cirrus folder.`)
  const page = Buffer.from(pageInDepth(html, pathname))
  const headers = {
    'Content-Type': contentType('.html'),
    'Content-Length': String(page.length),
    'Cache-Control': 'no-cache',
  }
  return new Response(page, { headers })
}

/**
 * Serves the built window from a folder: `GET` and `HEAD` of its files, and index.html for every address of a view
 * (anything without the extension of a window file, as names of maps contain dots too).
 *
 * @returns a function that answers 404 for a missing file, 400 for an address outside the folder, and 503 with the
 * build command if the window was never built
 */
export const rendererFiles =
  (folder: string) =>
  async (request: Request): Promise<Response> => {
    const { pathname } = new URL(request.url)
    const path = fileOf(folder, pathname)
    if (path === null) return text(400, 'This address is not a file of Cirrus.')
    const found = await isFile(path)
    const index = join(folder, 'index.html')
    if (path === index || (!found && !hasKnownEnding(pathname))) {
      const page = await view(index, pathname)
      return request.method === 'HEAD' ? new Response(null, page) : page
    }
    if (!found) return text(404, `There is no file ${pathname}.`)
    const headers = {
      'Content-Type': contentType(extname(path)),
      'Content-Length': String(found.size),
      'Cache-Control': hashed.test(pathname) ? 'public, max-age=31536000, immutable' : 'no-cache',
    }
    const body = request.method === 'HEAD' ? null : (Readable.toWeb(createReadStream(path)) as ReadableStream)
    return new Response(body, { headers })
  }
