import * as http from 'node:http'
import { AttemptFailure } from './attempt-failure.ts'

const redirects: readonly number[] = [301, 302, 303, 307, 308]
const mostRedirects = 5

/**
 * Requests a file, and follows redirects, every one of which must lead to https (or from this machine to itself).
 * @throws AttemptFailure for other addresses, too many redirects, or no answer
 */
export async function followRedirects(
  url: string,
  headers: Record<string, string>,
  signal: AbortSignal,
): Promise<Response> {
  let address = requireSafeAddress(url)
  for (let hops = 0; hops <= mostRedirects; hops++) {
    const response = await request(address, headers, signal)
    if (!redirects.includes(response.status)) return response
    const location = response.headers.get('location')
    await response.body?.cancel()
    if (!location) throw new AttemptFailure(`the server answered ${response.status} without a new address`, false)
    address = requireSafeAddress(location, address)
  }
  throw new AttemptFailure(`it redirects more than ${mostRedirects} times, last to ${address}`, false)
}

/**
 * An address, or a redirect from another one. Only this machine may redirect to plain http on this machine: an archive
 * has no business there.
 * @throws AttemptFailure unless it is https, or http to this machine
 */
export function requireSafeAddress(location: string, from?: URL): URL {
  if (!URL.canParse(location, from)) throw new AttemptFailure(`${location} is not a web address`, false)
  const address = new URL(location, from)
  const isLocal = address.protocol === 'http:' && isLoopback(address) && (!from || isLoopback(from))
  if (address.protocol === 'https:' || isLocal) return address
  const reason = from ? `it redirects to ${address}, which is not https` : 'the address is not https'
  throw new AttemptFailure(reason, false)
}

const isLoopback = ({ hostname }: URL) => ['localhost', '127.0.0.1', '[::1]'].includes(hostname)

async function request(address: URL, headers: Record<string, string>, signal: AbortSignal): Promise<Response> {
  if (!isLoopback(address)) useProxyOfEnvironment()
  try {
    return await fetch(address, { headers, signal, redirect: 'manual' })
  } catch (error) {
    throw signal.aborted ? error : new AttemptFailure(reasonOf(error), true, { cause: error })
  }
}

let proxyUsed = false
/** From now on, requests of this process go through the proxy of HTTPS_PROXY, if any, except for NO_PROXY. */
function useProxyOfEnvironment(): void {
  if (proxyUsed) return
  proxyUsed = true
  http.setGlobalProxyFromEnv?.()
}

/** `fetch` says little; its cause says why. */
export function reasonOf(error: unknown): string {
  const { message, cause } = error as Error
  return cause instanceof Error ? `${message} (${cause.message || (cause as NodeJS.ErrnoException).code})` : message
}
