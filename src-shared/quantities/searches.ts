import type { Quantity } from './quantity.ts'

/** Searches over settings. */
export const searchQuantities = {
  trialValue: {
    title: 'value of a trial',
    meaning:
      'What the study minimises: the lowest validation loss of the trial’s run, unless its objective says otherwise.',
    source: 'docs/studies.md',
  },
  importance: {
    title: 'importance',
    meaning:
      'Share of the variance of the value that a parameter explains by itself (first order), and together with others (total); of the model that the search fits to the trials.',
    equation: 'V(E[y | x_i]) / V(y),  1 − V(E[y | all but x_i]) / V(y)',
    source: 'Sobol 2001, Math. Comput. Simul. 55, 271; Saltelli et al. 2010, Comput. Phys. Commun. 181, 259',
  },
} satisfies Record<string, Quantity>
