/**
 * Curves in the window and in figures take their colour by its index here (Okabe & Ito 2008, for any colour vision):
 * blue, orange, green, vermilion, purple, yellow, sky blue, and the colour of the text. These shades are for white
 * paper; the window has its own for each theme, `--series-1` to `--series-8`, in the same order.
 */
export const printPalette = [
  '#0072b2',
  '#e69f00',
  '#009e73',
  '#d55e00',
  '#cc79a7',
  '#f0e442',
  '#56b4e9',
  '#000000',
] as const

/** Colour of an index on white paper; indices wrap around. */
export const printColour = (place: number): string => printPalette[place % printPalette.length]
