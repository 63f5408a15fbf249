import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** 256 random bits in base64url: part of the printed address, and of the cookie after the first visit. */
export const createToken = () => randomBytes(32).toString('base64url')

const digest = (text: string) => createHash('sha256').update(text).digest()

/** Compares in constant time. */
export const sameToken = (given: string | null | undefined, token: string) =>
  typeof given === 'string' && timingSafeEqual(digest(given), digest(token))

/**
 * Browsers key cookies by host name without the port (RFC 6265, section 8.5), so the cookie's name contains the port as
 * the browser sees it: several hosts, or several tunnels, do not log each other out.
 */
export const cookieName = (host: string) => `cirrus-${new URL(`http://${host}`).port || '80'}`

/** The value of one cookie of a Cookie header. */
export const cookieOf = (header: string | undefined, name: string): string | undefined =>
  header
    ?.split(';')
    .map((pair) => pair.trim())
    .find((pair) => pair.startsWith(`${name}=`))
    ?.slice(name.length + 1)

/**
 * For this browser session only, unreadable by scripts, never sent from other sites.
 * @param path below which it is sent; null for below the address that sets it
 * @param secure whether it is sent over https alone
 */
export const setCookie = (
  host: string,
  token: string,
  { path = '/', secure = false }: { path?: string | null; secure?: boolean } = {},
) =>
  [`${cookieName(host)}=${token}`, path && `Path=${path}`, 'HttpOnly', 'SameSite=Strict', secure && 'Secure']
    .filter(Boolean)
    .join('; ')
