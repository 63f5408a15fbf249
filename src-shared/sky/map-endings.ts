/** Endings of the files in which maps come: FITS, plain, compressed as a whole, or by tiles (fpack). */
export const mapEndings = ['.fits', '.fit', '.fts', '.fits.gz', '.fits.fz']
