import { type StoredRecipe } from '../../../src-preload/contract/index.ts'
import { scaledWords } from '../../../src-shared/sky/scale.ts'

const standardised = {
  patch: 'standardised',
  dataset: 'standardised over the training patches',
  none: 'not standardised',
}

/** How a dataset's values are scaled and standardised: "I log, Q and U linear, standardised". */
export function valueWords(recipe: StoredRecipe): string {
  const { scale, channels } = recipe
  const softening = 'softening' in recipe ? recipe.softening : null
  const scaling = scale === 'asinh' && softening !== null ? scaledWords({ scale, softening }, 'value') : scale
  const each = channels === 'IQU' && scale !== 'linear' ? `I ${scaling}, Q and U linear` : scaling
  return `${each}, ${standardised[recipe.standardisation]}`
}
