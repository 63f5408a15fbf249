/** nside of the coarse map that the sky view shows until its tiles are there: pixels of 27 arcminutes. */
export const coarseNside = 128
