import { datasetRecipeSchema, type DatasetRecipe, type SkyMap } from '../../../src-preload/contract/index.ts'

/** Pixels on a side that suit a map: the demo map's patches are small, so that a training takes minutes. */
export const defaultSize = ({ demo, nside }: Pick<SkyMap, 'demo' | 'nside'>) =>
  demo || nside < 1024 ? 64 : nside < 2048 ? 128 : 256

/** The paper's recipe in a size that suits the map. */
export const defaultRecipe = (map: Pick<SkyMap, 'demo' | 'nside'> | null): DatasetRecipe =>
  datasetRecipeSchema.parse(map ? { size: defaultSize(map) } : {})

/** Pixel of a patch over pixel of the map: below 1 the patch is finer than what the map knows. */
export function sampling({ width, size }: Pick<DatasetRecipe, 'width' | 'size'>, nside: number): number {
  const mapPixel = Math.sqrt(Math.PI / 3) / nside / (Math.PI / 180)
  return width / (size - 1) / mapPixel
}
