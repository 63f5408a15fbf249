import type { ValidationResults } from './results.ts'

/**
 * A note that the linear reference is not a ceiling if it has fewer components than there are latents; '' otherwise.
 */
export const rankNote = ({ components, latents }: Pick<ValidationResults, 'components' | 'latents'>): string =>
  components < latents.count
    ? `The training patches have only ${components} principal components, fewer than the ${latents.count} latents: the ` +
      'linear reference uses all of them and is not a ceiling.'
    : ''
