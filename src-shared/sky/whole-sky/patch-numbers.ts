import { textureNames } from '../../model/texture.ts'

/** What is known of every patch of a sky from where it lies. */
export const placeNames = ['lon', 'lat', 'latitude', 'rotation'] as const

/** What a map says of patches of `size` pixels: their level, their contrast, and their texture (`textureOf`). */
export const templateNames = (size: number): string[] => ['mean', 'std', ...textureNames(size)]
