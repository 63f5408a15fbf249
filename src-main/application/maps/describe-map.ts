/**
 * Describes a FITS file as `cirrus map info` prints it: a HEALPix map with the statistics of its columns, or images.
 */
export { readMapInfo as describeMap } from '../../sky/fits/map-info.ts'
