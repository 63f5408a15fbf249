/** Filaments, their training, and as many samples as test patches. */
export const plan = { count: 6000, size: 64, width: 8, epochs: 28, samples: 900, seed: 11 }
