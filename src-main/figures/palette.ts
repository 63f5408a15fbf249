/** Okabe & Ito's palette for print, told apart with any colour vision; yellow is left out for white paper. */
export const palette = ['#0072B2', '#D55E00', '#009E73', '#CC79A7', '#56B4E9', '#E69F00', '#000000'] as const

export const colourOf = (place: number): string => palette[place % palette.length]
