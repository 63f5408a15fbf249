import type { Context } from '../../src-main/application/host/context.ts'
import type { DataRoute } from '../../src-main/application/host/data-route.ts'

/** Requests an address below /data/ from the routes of one domain. */
export async function askRoute(routes: readonly DataRoute[], context: Context, address: string): Promise<Response> {
  const { pathname, searchParams } = new URL(address, 'http://cirrus')
  for (const [pattern, answer] of routes) {
    const match = pattern.exec(pathname.slice(1))
    if (match) return answer(context, match.slice(1), searchParams)
  }
  throw new Error(`no route for ${address}`)
}

/** The numbers of such a response, and their shape. */
export async function floatsOf(response: Response) {
  return {
    values: [...new Float32Array(await response.arrayBuffer())],
    shape: response.headers.get('x-shape')!.split(',').map(Number),
  }
}
