import PDFDocument from 'pdfkit'
import SVGtoPDF from 'svg-to-pdfkit'
import { typefaceFiles, type Weight } from './typeface.ts'

/** PDF points per CSS pixel, the unit of a figure. */
const pointsPerUnit = 72 / 96

/**
 * A figure as the bytes of a PDF file: one page of the figure's size, with vector lines and text in the figures'
 * typeface, which is embedded.
 * @throws Error for markup that cannot be converted to PDF
 */
export async function figurePdf(svg: string, { title }: { title: string }): Promise<Uint8Array> {
  const [, width, height] = /^<svg width="([\d.]+)" height="([\d.]+)"/.exec(svg)!.map(Number)
  const size: [number, number] = [width * pointsPerUnit, height * pointsPerUnit]
  const document = new PDFDocument({ size, margin: 0, info: { Title: title, Creator: 'Cirrus' }, lang: 'en' })
  for (const [weight, file] of Object.entries(typefaceFiles)) document.registerFont(weight, file)
  const pieces: Uint8Array[] = []
  const written = new Promise<void>((resolve, reject) => {
    document.on('data', (piece: Uint8Array) => pieces.push(piece))
    document.on('end', resolve)
    document.on('error', reject)
  })
  // The type declaration asks for the class, although the function takes a document.
  SVGtoPDF(document as unknown as typeof PDFDocument, svg, 0, 0, {
    fontCallback: (_family, bold): Weight => (bold ? 'bold' : 'normal'),
    warningCallback: (warning) => {
      throw new Error(`The figure can't be written as a PDF: ${warning}`)
    },
  })
  document.end()
  await written
  return Buffer.concat(pieces)
}
