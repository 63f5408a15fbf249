/** Standardised, as the model sees a patch, or in the map's unit. */
export type Unit = 'standard' | 'map'
