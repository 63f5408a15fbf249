/**
 * Where an estimate is compared with the truth: in the hole, or, if all of the patch is seen, everywhere.
 * @param mask 1 = observed, 0 = hole; of several channels, of all of them
 * @returns 0 where it is compared
 */
export const comparedPixels = (mask: Uint8Array): Uint8Array => (mask.includes(0) ? mask : new Uint8Array(mask.length))

/** The same in words. @param whole whether all of the patch is seen */
export const comparedWords = (whole: boolean): string => (whole ? 'over the whole patch' : 'in the hole')
