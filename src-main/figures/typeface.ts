import { createRequire } from 'node:module'
import PDFDocument from 'pdfkit'

/** The typeface of all figures, Source Sans 3 (Adobe, SIL Open Font License): its files ship with the program. */
export const family = 'Source Sans 3'
/** Font stack for SVG and HTML: without the typeface, the next one is used. */
export const familyStack = `'${family}', 'Source Sans Pro', Helvetica, Arial, sans-serif`

const { resolve } = createRequire(import.meta.url)
const file = (weight: string) => resolve(`@expo-google-fonts/source-sans-3/${weight}/SourceSans3_${weight}.ttf`)
/** TrueType files by weight. */
export const typefaceFiles = { normal: file('400Regular'), bold: file('700Bold') } as const
export type Weight = keyof typeof typefaceFiles

const measures = new Map<Weight, PDFKit.PDFDocument>()

/** Width of a text in this typeface, in the unit of `size`. */
export function widthOfText(text: string, size: number, weight: Weight = 'normal'): number {
  let measure = measures.get(weight)
  if (!measure) {
    measure = new PDFDocument({ autoFirstPage: false }).font(typefaceFiles[weight])
    measures.set(weight, measure)
  }
  return measure.fontSize(size).widthOfString(text)
}
