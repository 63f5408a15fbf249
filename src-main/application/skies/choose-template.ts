import type { Frame } from '../../../src-shared/sky/healpix/map.ts'
import { chooseAnyColumn, readColumns } from '../../sky/fits/choose-column.ts'
import { withByteSource } from '../../sky/fits/fits-file.ts'
import { convertingFactor, type Conversion } from '../maps/converting-factor.ts'

/** A map whose level and contrast a sky takes over. */
export interface TemplateChoice {
  path: string
  /** By name or number; the dataset's if the map has it, else the first, if null. */
  column: string | null
  /** Frame that overrides the header's. */
  coordsys?: Frame
}

/** What patches of the training data were cut from. */
export interface Made {
  column: string
  unit: string
  /** GHz; null if it is not known. */
  frequency: number | null
}

/** A column of a template, and how it comes to the unit of the dataset. */
export interface ChosenTemplate {
  path: string
  column: string
  coordsys?: Frame
  conversion: Conversion
}

/**
 * Finds the column of a template by the header of its file, without reading values.
 * @throws FitsError for a file that is no map, or without that column; CirrusError refused for a unit that is not the
 * dataset's and can't be converted
 */
export async function chooseTemplate({ path, column, coordsys }: TemplateChoice, made: Made): Promise<ChosenTemplate> {
  const stored = column === null ? await readColumns(path, undefined, { coordsys }) : []
  const own = stored.find((one) => one.column.name === made.column)?.column.name
  const chosen = await withByteSource(path, (source) => chooseAnyColumn(source, column ?? own, { coordsys }))
  const { name, unit } = 'sources' in chosen ? chosen : chosen.column
  const alike = made.unit === '' || !unit || unit === made.unit
  const conversion = alike ? {} : { unit: made.unit, frequency: made.frequency ?? undefined }
  convertingFactor(conversion, path, `unit of column ${name}`, unit)
  return { path, column: name, coordsys, conversion }
}
