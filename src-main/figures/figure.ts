import type { CsvTable } from '../../src-shared/text/csv.ts'

/** A figure for print: what it shows as a picture, in words, and in numbers. */
export interface Figure {
  /** Of its files, without their ending. */
  name: string
  title: string
  /** What is drawn, whole sentences: caption, and alternative where the picture cannot be seen. */
  caption: string
  svg: string
  numbers: CsvTable
  /** What is drawn of single patches or pixels beside that, each in a file of its own: <name of the figure>-<key>.csv. */
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
