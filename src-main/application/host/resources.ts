import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import { datasetResources } from '../datasets/resources.ts'
import { exportResources } from '../exports/resources.ts'
import { inpaintingResources } from '../inpaintings/resources.ts'
import { mapResources } from '../maps/resources.ts'
import { maskResources } from '../masks/resources.ts'
import { runResources } from '../runs/resources.ts'
import { sampleResources } from '../samples/resources.ts'
import { validationResources } from '../validations/resources.ts'
import type { Context } from './context.ts'
import type { DataRoute } from './data-route.ts'
import { errorResponse, textResponse } from './responses.ts'
import { asCirrusError } from './user-errors.ts'

const routes: readonly DataRoute[] = [
  ...mapResources,
  ...datasetResources,
  ...runResources,
  ...sampleResources,
  ...validationResources,
  ...maskResources,
  ...inpaintingResources,
  ...exportResources,
]

/**
 * Answers every GET /data/...: tiles, pictures, patches, files. Large data travel here, not as messages. Never throws:
 * failures become error responses with their message.
 */
export const createResources =
  (context: Context) =>
  async (request: Request): Promise<Response> => {
    const { pathname, searchParams } = new URL(request.url)
    const address = pathname.replace(/^\/data\//, '')
    try {
      for (const [pattern, answer] of routes) {
        const match = pattern.exec(address)
        if (match) return await answer(context, match.slice(1).map(decoded), searchParams)
      }
      return textResponse(`There is nothing at ${pathname}.`, 404)
    } catch (error) {
      return errorResponse(asCirrusError(error))
    }
  }

/** @throws CirrusError not-found for a part that is not valid UTF-8 once decoded */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    throw new CirrusError('not-found', `"${part}" is not a name.`)
  }
}
