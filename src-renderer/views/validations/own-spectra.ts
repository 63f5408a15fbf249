import { plainRecipe, recipeWords, sameRecipe } from '../../../src-shared/statistics/spectrum-recipe.ts'
import type { Validation } from '../../../src-preload/contract/index.ts'

/** How the spectra of a validation were measured, in words; '' if as in Fig. 4. */
export const ownSpectra = ({ config, width }: Pick<Validation, 'config' | 'width'>) =>
  sameRecipe(config.spectra, plainRecipe) ? '' : recipeWords(config.spectra, width)
