/** Standardised, as the model sees a patch, or the map's own. */
export type Unit = 'standard' | 'map'
