/** Names by which a browser may call a host on this machine, also through an SSH tunnel. Any port: a tunnel changes it. */
const loopbackNames = ['127.0.0.1', 'localhost', '[::1]']

/** What of a request says where it comes from. */
export type Visit = {
  host: string | undefined
  origin: string | undefined
  /** The header Sec-Fetch-Site, from browsers that send it. */
  fetchSite: string | undefined
  /** The header Sec-Fetch-Mode; `navigate` when a person opens the address. */
  fetchMode: string | undefined
  /** A WebSocket's opening must carry an Origin: every browser sends one, and cookies alone would not tell pages apart. */
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
 * Refuses what other web pages can make a browser send here: requests under a foreign name that resolves to this
 * machine (DNS rebinding), and requests made by a page of another origin. Pages of other ports on this machine count
 * as foreign, although browsers send them the same cookies (RFC 6265, section 8.5).
 *
 * @param ownName the address the host listens on, allowed beside the loopback names
 * @returns why the visit is refused, or null
 */
export const refuseVisit = (visit: Visit, ownName: string): string | null => {
  const called = visit.host === undefined ? null : address(visit.host)
  if (!called || called.host === '' || called.pathname !== '/' || called.username !== '')
    return 'The request names no host.'
  if (![...loopbackNames, ownName, `[${ownName}]`].includes(called.hostname))
    return `Cirrus does not answer as "${called.hostname}". Open it as localhost or 127.0.0.1.`
  if (visit.upgrade && visit.origin === undefined) return 'A socket is opened by a page of Cirrus only.'
  if (visit.origin !== undefined && visit.origin !== called.origin)
    return `A page of ${visit.origin} may not use this Cirrus.`
  const foreign = visit.fetchSite !== undefined && visit.fetchSite !== 'same-origin' && visit.fetchSite !== 'none'
  if (foreign && visit.fetchMode !== 'navigate') return 'A page of another site may not load from this Cirrus.'
  return null
}
