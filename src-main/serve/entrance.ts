import type { IncomingMessage } from 'node:http'
import { cookieName, cookieOf, sameToken, setCookie } from './door-key.ts'
import { lockedPage } from './locked-page.ts'
import { belowBase } from './public-address.ts'

/** A posted form has a token and nothing else. */
const mostFormBytes = 1024

/**
 * The token in a posted form, null if there is none. Portals post it, as addresses are kept in a proxy's log and in the
 * browser's history.
 */
async function postedToken(message: IncomingMessage): Promise<string | null> {
  if (message.method !== 'POST' || message.headers['content-type'] !== 'application/x-www-form-urlencoded') return null
  let form = ''
  for await (const bytes of message.setEncoding('latin1')) {
    form += bytes
    if (form.length > mostFormBytes) return null
  }
  return new URLSearchParams(form).get('token')
}

/** What a visitor may do: everything, or only watch. */
export type Role = 'writer' | 'watcher'

export interface EntranceOptions {
  /** The tokens that let visitors in. */
  tokens: Readonly<Partial<Record<Role, string>>>
  /** Path at which a proxy serves Cirrus, without its last slash; '' if there is none. */
  basePath: string
  /** Whether a proxy serves it, so that other pages may have the same origin. */
  isPublic: boolean
}

/**
 * Lets visitors with the token in: moves it to a cookie at their first visit, and asks for the cookie then. The cookie
 * is sent to Cirrus alone: below the base path, or, if a proxy takes that off, below the address that was visited (RFC
 * 6265, section 5.1.4). So such a proxy's visitors have to come in at the top.
 */
export function createEntrance({ tokens, basePath, isPublic }: EntranceOptions) {
  const roleWith = (given: string | null | undefined): Role | null =>
    (['writer', 'watcher'] as const).find((role) => tokens[role] !== undefined && sameToken(given, tokens[role])) ??
    null
  /** The role of a visitor with a cookie; null without one. */
  const roleOf = ({ headers }: IncomingMessage): Role | null =>
    roleWith(cookieOf(headers.cookie, cookieName(headers.host ?? '')))

  /** The path of the visitor's cookie, null for that of the visited address; undefined for no entrance. */
  const cookiePath = ({ pathname }: URL): string | null | undefined => {
    if (basePath !== '' && pathname.startsWith(`${basePath}/`)) return basePath
    if (pathname === '/') return null
    return isPublic ? undefined : '/'
  }

  const moveToCookie = (
    { headers: { 'x-forwarded-proto': scheme } }: IncomingMessage,
    url: URL,
    { token, path }: { token: string; path: string | null },
  ) => {
    url.searchParams.delete('token')
    // Some proxies put the base path before a path, others don't: at the top, a relative address is right for both.
    const isTop = belowBase(url.pathname, basePath) === '/'
    const headers = {
      Location: (isTop ? './' : url.pathname.replace(/^\/+/, '/')) + url.search,
      'Set-Cookie': setCookie(url.host, token, { path, secure: scheme?.toString().split(',')[0] === 'https' }),
      'Cache-Control': 'no-store',
    }
    return new Response(null, { status: 303, headers })
  }

  return {
    roleOf,
    /** The role of a visitor with a cookie; otherwise a page that moves the token to one, or says what to do. */
    async letIn(message: IncomingMessage, url: URL): Promise<Response | Role> {
      const given = url.searchParams.get('token') ?? (await postedToken(message))
      const path = cookiePath(url)
      if (path !== undefined && given !== null && roleWith(given))
        return moveToCookie(message, url, { token: given, path })
      const role = roleOf(message)
      if (role) return role
      const site = message.headers['sec-fetch-site']
      const cameFromElsewhere = given === null && (site === 'cross-site' || site === 'same-site')
      const headers = { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' }
      return new Response(lockedPage(cameFromElsewhere), { status: 401, headers })
    },
  }
}
