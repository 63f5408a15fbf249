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
 * @param ownName the address the host listens on, allowed beside the loopback names
 * @returns why the visit is refused, or null
 */
export const refuseVisit = (visit: Visit, ownName: string): string | null => {
  const called = visit.host === undefined ? null : address(visit.host)
  if (!called || called.host === '' || called.pathname !== '/' || called.username !== '')
    return 'The request has no valid Host header.'
  if (![...loopbackNames, ownName, `[${ownName}]`].includes(called.hostname))
    return `Cirrus does not answer as "${called.hostname}". Open it as localhost or 127.0.0.1.`
  if (visit.upgrade && visit.origin === undefined) return 'Only a page of Cirrus may open a socket.'
  if (visit.origin !== undefined && visit.origin !== called.origin)
    return `A page of ${visit.origin} may not access this Cirrus.`
  const foreign = visit.fetchSite !== undefined && visit.fetchSite !== 'same-origin' && visit.fetchSite !== 'none'
  if (foreign && visit.fetchMode !== 'navigate') return 'A page of another site may not access this Cirrus.'
  return null
}
