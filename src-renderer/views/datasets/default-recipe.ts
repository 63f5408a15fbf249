import {
  datasetRecipeSchema,
  type DatasetRecipe,
  type MapColumn,
  type SkyMap,
} from '../../../src-preload/contract/index.ts'

/** Pixels on a side that suit a map: the demo map's patches are small, so that a training takes minutes. */
export const defaultSize = ({ demo, nside }: Pick<SkyMap, 'demo' | 'nside'>) =>
  demo || nside < 1024 ? 64 : nside < 2048 ? 128 : 256

/** A logarithm wants positive values: linear where a column has others (Stokes Q and U, fluctuations). */
export const defaultScale = (column: Pick<MapColumn, 'min'> | undefined): DatasetRecipe['scale'] =>
  column?.min != null && column.min <= 0 ? 'linear' : 'log'

/** The paper's recipe in a size that suits the map, on a scale that suits its column. */
export const defaultRecipe = (map: Pick<SkyMap, 'demo' | 'nside' | 'columns'> | null, column: number): DatasetRecipe =>
  datasetRecipeSchema.parse(map ? { size: defaultSize(map), scale: defaultScale(map.columns[column]) } : {})

/** Pixel of a patch over pixel of the map: below 1 the patch is finer than what the map knows. */
export function sampling({ width, size }: Pick<DatasetRecipe, 'width' | 'size'>, nside: number): number {
  const mapPixel = Math.sqrt(Math.PI / 3) / nside / (Math.PI / 180)
  return width / (size - 1) / mapPixel
}
