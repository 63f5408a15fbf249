/**
 * Names under which a browser may reach a host on this machine, also through an SSH tunnel. Any port, as a tunnel
 * changes it.
 */
const loopbackNames = ['127.0.0.1', 'localhost', '[::1]']

/** The parts of a request that show where it comes from. */
export type Visit = {
  host: string | undefined
  origin: string | undefined
  /** The header Sec-Fetch-Site, from browsers that send it. */
  fetchSite: string | undefined
  /** The header Sec-Fetch-Mode; `navigate` if a person opens the address. */
  fetchMode: string | undefined
  /**
   * Whether this opens a WebSocket, which requires an Origin: every browser sends one, and cookies alone do not
   * identify the page.
   */
  upgrade: boolean
}

const address = (host: string) => {
  try {
    return new URL(`http://${host}`)
  } catch {
    return null
  }
}

/**
 * Refuses requests that other web pages can make a browser send: those for a foreign name that resolves to this machine
 * (DNS rebinding), and those from a page of another origin. Pages on other ports of this machine count as foreign,
 * although browsers share cookies with them (RFC 6265, section 8.5).
 *
 * A proxy sends either its own name or ours as the host, and the origin that the browser sees. Headers in which proxies
 * say more (X-Forwarded-Host) decide nothing here: anyone can send them.
 *
 * @param ownName the address the host listens on, allowed beside the loopback names
 * @param origins of the proxies at which a browser may see Cirrus
 * @returns why the visit is refused, or null
 */
export const refuseVisit = (visit: Visit, ownName: string, origins: readonly string[] = []): string | null => {
  const called = visit.host === undefined ? null : address(visit.host)
  if (!called || called.host === '' || called.pathname !== '/' || called.username !== '')
    return 'The request has no valid Host header.'
  const own = ownName.toLowerCase()
  const isDirect = [...loopbackNames, own, `[${own}]`].includes(called.hostname)
  if (!isDirect && !origins.some((origin) => new URL(origin).hostname === called.hostname))
    return `Cirrus does not answer as "${called.hostname}". Open it as localhost or 127.0.0.1, or start it with --origin and the address of the proxy that serves it.`
  if (visit.upgrade && visit.origin === undefined) return 'Only a page of Cirrus may open a socket.'
  const mayBe = isDirect ? [called.origin, ...origins] : origins
  if (visit.origin !== undefined && !mayBe.includes(visit.origin))
    return `A page of ${visit.origin} may not access this Cirrus. If that is the address of a proxy that serves it, start Cirrus with --origin and this address.`
  const foreign = visit.fetchSite !== undefined && visit.fetchSite !== 'same-origin' && visit.fetchSite !== 'none'
  if (foreign && visit.fetchMode !== 'navigate') return 'A page of another site may not access this Cirrus.'
  return null
}
