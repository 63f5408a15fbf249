import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** 256 random bits in base64url: what the printed address carries, and the cookie after the first visit. */
export const createToken = () => randomBytes(32).toString('base64url')

const digest = (text: string) => createHash('sha256').update(text).digest()

/** Compares in a time that says nothing about how much of the token was right. */
export const sameToken = (given: string | null | undefined, token: string) =>
  typeof given === 'string' && timingSafeEqual(digest(given), digest(token))

/**
 * Browsers keep cookies by name of the host and forget its port (RFC 6265, section 8.5), so the port as the browser
 * sees it goes into the cookie's name: several hosts, or several tunnels, do not log each other out.
 */
export const cookieName = (host: string) => `cirrus-${new URL(`http://${host}`).port || '80'}`

/** The value of one cookie of a Cookie header. */
export const cookieOf = (header: string | undefined, name: string): string | undefined =>
  header
    ?.split(';')
    .map((pair) => pair.trim())
    .find((pair) => pair.startsWith(`${name}=`))
    ?.slice(name.length + 1)

/** For this browser session only, unreadable by scripts, never sent along from other sites. */
export const setCookie = (host: string, token: string) =>
  `${cookieName(host)}=${token}; Path=/; HttpOnly; SameSite=Strict`
