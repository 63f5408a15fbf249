import { datasetRecipeSchema, tableOf, type DatasetRecipe, type SkyMap } from '../../../src-preload/contract/index.ts'
import { healpixPixelSide, pixelSide } from '../../../src-shared/sky/grid.ts'
import { defaultScale } from '../../../src-shared/sky/scale.ts'

/** A patch size, in pixels, that suits a map: small for the demo map, so that training takes minutes. */
export function defaultSize({ demo, grid }: Pick<SkyMap, 'demo' | 'grid'>) {
  const side = pixelSide(grid)
  return demo || side > healpixPixelSide(1024) ? 64 : side > healpixPixelSide(2048) ? 128 : 256
}

/** The paper's recipe, in a size that suits the map and on a scale that suits its column. */
export const defaultRecipe = (map: Pick<SkyMap, 'demo' | 'grid' | 'columns'> | null, column: number): DatasetRecipe =>
  datasetRecipeSchema.parse(
    map
      ? {
          size: defaultSize({ demo: map.demo, grid: tableOf(map, column).grid }),
          scale: defaultScale(map.columns[column] ?? { min: null }),
        }
      : {},
  )
