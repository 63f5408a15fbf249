import type { CsvTable } from '../../src-shared/text/csv.ts'

/** A figure for print: a picture, its caption, and its numbers. */
export interface Figure {
  /** Name of its files, without extension. */
  name: string
  title: string
  /** The caption, in full sentences; also the picture's text alternative. */
  caption: string
  svg: string
  numbers: CsvTable
  /** Numbers of single patches or pixels, each table in its own file: <name of the figure>-<key>.csv. */
  more?: Readonly<Record<string, CsvTable>>
}

/** All tables of a figure by file name, without extension. */
export const tablesOf = ({ name, numbers, more = {} }: Figure): [string, CsvTable][] => [
  [name, numbers],
  ...Object.entries(more).map(([key, table]): [string, CsvTable] => [`${name}-${key}`, table]),
]

/** Width of a figure across a two-column page, 174 mm, in pixels; and of each of two panels side by side in it. */
export const pageWidth = 658
export const panelSize = { width: pageWidth / 2, height: 252 } as const
