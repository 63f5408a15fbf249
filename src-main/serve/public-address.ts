import { CirrusError } from '../../src-preload/rpc/errors.ts'

/** One folder of a base path: what URLs hold without escapes, and not `.` or `..`. */
const folder = /^(?!\.{1,2}$)[\w.~:@!$&'()*+,;=-]+$/

/**
 * The path of the address at which a proxy serves Cirrus, with a slash before it and none behind; '' is the top.
 * @param words as a person writes it: `/node/gpu01/4400/`, `node/gpu01/4400`, `/`
 * @throws CirrusError `invalid-params`
 */
export function basePathOf(words: string): string {
  const folders = words.replace(/^\/|\/$/g, '').split('/')
  if (folders.length === 1 && folders[0] === '') return ''
  if (!folders.every((one) => folder.test(one)))
    throw new CirrusError(
      'invalid-params',
      `--base-path takes the path of an address, such as /node/gpu01/4400/, not "${words}".`,
    )
  return `/${folders.join('/')}`
}

/**
 * The origin of an address at which a browser may see Cirrus, as browsers write it: `https://ondemand.example.org`.
 * @throws CirrusError `invalid-params` unless it is http or https, a name, and a port if it is not the usual one
 */
export function originOf(words: string): string {
  const url = URL.parse(words)
  const isOrigin = url && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`
  if (!isOrigin || words.includes('*'))
    throw new CirrusError(
      'invalid-params',
      `--origin takes the address of a proxy without a path, such as https://ondemand.example.org, not "${words}".`,
    )
  return url.origin
}

/**
 * A request's path below the base path. Some proxies take the base path off, and an SSH tunnel has none, so that a path
 * without it is taken as it is.
 * @returns the path, `/` or longer; null for the base path without its slash
 */
export function belowBase(pathname: string, basePath: string): string | null {
  if (pathname === basePath && basePath !== '') return null
  return pathname.startsWith(`${basePath}/`) ? pathname.slice(basePath.length) : pathname
}
