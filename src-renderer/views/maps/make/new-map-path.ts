import { slug } from '../../../../src-shared/text/names.ts'

/** A file for a new map in the home, named by what it is. */
export const newMapPath = (home: string, ...words: (string | number | undefined)[]): string =>
  `${home}/maps/${slug(words.filter((word) => word !== undefined).join(' '))}.fits`
