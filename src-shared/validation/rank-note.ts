import type { ValidationResults } from './results.ts'

/** Says that the linear reference is no ceiling where it has fewer components than there are latents; '' elsewhere. */
export const rankNote = ({ components, latents }: Pick<ValidationResults, 'components' | 'latents'>): string =>
  components < latents.count
    ? `The training patches have only ${components} principal components, fewer than the ${latents.count} latents: the ` +
      'linear reference uses all of them and is not a ceiling.'
    : ''
