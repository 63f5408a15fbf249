import { datasetRecipeSchema, tableOf, type DatasetRecipe, type SkyMap } from '../../../src-preload/contract/index.ts'
import { defaultScale } from '../../../src-shared/sky/scale.ts'

/** A patch size, in pixels, that suits a map: small for the demo map, so that training takes minutes. */
export const defaultSize = ({ demo, nside }: Pick<SkyMap, 'demo' | 'nside'>) =>
  demo || nside < 1024 ? 64 : nside < 2048 ? 128 : 256

/** The paper's recipe, in a size that suits the map and on a scale that suits its column. */
export const defaultRecipe = (map: Pick<SkyMap, 'demo' | 'nside' | 'columns'> | null, column: number): DatasetRecipe =>
  datasetRecipeSchema.parse(
    map
      ? {
          size: defaultSize({ demo: map.demo, nside: tableOf(map, column).nside }),
          scale: defaultScale(map.columns[column] ?? { min: null }),
        }
      : {},
  )
