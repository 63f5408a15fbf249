/** What latents are drawn from, for captions and tables. @param prior its name; null for N(0, 1) */
export const priorWords = (prior: string | null) => (prior === null ? 'z ~ N(0, 1)' : `z from the prior ${prior}`)
