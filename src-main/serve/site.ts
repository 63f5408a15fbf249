import { rendererFiles } from './renderer-files.ts'
import { secured } from './security-headers.ts'

/** Answers every GET of /data/...; other requests never reach it. */
export type Resources = (request: Request) => Promise<Response>

const refusal = (status: number, message: string, headers: Record<string, string> = {}) =>
  new Response(`${message}\n`, { status, headers: { 'Content-Type': 'text/plain; charset=utf-8', ...headers } })

/**
 * Everything that a window loads, as one function for both hosts (the desktop at cirrus://app/, the browser host over
 * HTTP): /data/... from the application, the rest from the built renderer, all with the security headers.
 */
export const createSite = (options: { resources: Resources; rendererFolder: string }) => {
  const files = rendererFiles(options.rendererFolder)
  const answer = async (request: Request): Promise<Response> => {
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return refusal(405, 'Cirrus answers GET and HEAD here.', { Allow: 'GET, HEAD' })
    if (!new URL(request.url).pathname.startsWith('/data/')) return files(request)
    const data = await options.resources(request)
    if (request.method === 'GET') return data
    await data.body?.cancel()
    return new Response(null, data)
  }
  return async (request: Request): Promise<Response> => {
    try {
      return secured(await answer(request))
    } catch (error) {
      return secured(refusal(500, `Cirrus failed to answer: ${error instanceof Error ? error.message : String(error)}`))
    }
  }
}
