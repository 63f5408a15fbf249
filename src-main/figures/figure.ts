import type { CsvTable } from '../../src-shared/text/csv.ts'

/** A figure for print: a picture, its description in words, and its numbers. */
export interface Figure {
  /** Of its files, without their ending. */
  name: string
  title: string
  /** The caption, in whole sentences; also the text alternative of the picture. */
  caption: string
  svg: string
  numbers: CsvTable
  /** Numbers of single patches or pixels, each table in a file of its own: <name of the figure>-<key>.csv. */
  more?: Readonly<Record<string, CsvTable>>
}

/** All tables of a figure by the names of their files, without ending. */
export const tablesOf = ({ name, numbers, more = {} }: Figure): [string, CsvTable][] => [
  [name, numbers],
  ...Object.entries(more).map(([key, table]): [string, CsvTable] => [`${name}-${key}`, table]),
]

/** Width of a figure across a page of two columns, 174 mm, in pixels; and of two panels side by side in it. */
export const pageWidth = 658
export const panelSize = { width: pageWidth / 2, height: 252 } as const
