/** How shaded parts of the sky look, in the view and in pictures of it: darkened, with light lines across. */
export const shade = {
  colour: '#0c0e12',
  opacity: 0.5,
  hatch: '#ffffff',
  hatchOpacity: 0.4,
  hatchWidth: 0.8,
  /** Distance between the lines along an edge of the view, pixels. */
  spacing: 9,
} as const

/** The dark border of lines, which keeps them visible on a bright sky. */
export const halo = { colour: '#000000', opacity: 0.6, wider: 2 } as const
