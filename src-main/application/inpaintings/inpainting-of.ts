import type { Inpainting } from '../../../src-preload/contract/inpaintings.ts'
import type { Catalog } from '../../catalog/index.ts'

type Tables = Pick<Catalog, 'inpaintings' | 'estimates'>

/** The estimates of each inpainting, in the order they were asked for. */
const estimatesByInpainting = ({ estimates }: Tables) =>
  Map.groupBy(estimates.list().reverse(), ({ inpaintingId }) => inpaintingId)

/** An inpainting with its estimates; null if there is none. */
export function inpaintingOf(catalog: Tables, id: string): Inpainting | null {
  const stored = catalog.inpaintings.get(id)
  return stored && { ...stored, estimates: estimatesByInpainting(catalog).get(id) ?? [] }
}

/** All inpaintings with their estimates, newest first. */
export function allInpaintings(catalog: Tables): Inpainting[] {
  const estimates = estimatesByInpainting(catalog)
  return catalog.inpaintings.list().map((stored) => ({ ...stored, estimates: estimates.get(stored.id) ?? [] }))
}
