import { paintTrials } from './paint-trials.ts'
import type { PlainPath, Words } from './picture.ts'

/** Font size and line height, CSS pixels. */
export const fontSize = 11
/** Offset from the middle of a line of text to its anchor. */
export const toMiddle = { top: fontSize / 2, middle: 0, bottom: -fontSize / 2 } as const
/** Gap between text and its unit. */
export const unitGap = '  '

/** Paints the axes and other parts of a picture that are not trials. */
export function paintFrame(paper: CanvasRenderingContext2D, parts: readonly (PlainPath | Words)[], font: string) {
  paper.font = `${fontSize}px ${font}`
  paper.textBaseline = 'middle'
  paper.textAlign = 'left'
  for (const part of parts) {
    if ('text' in part) paintWords(paper, part)
    else paintTrials(paper, [part])
  }
}

function paintWords(paper: CanvasRenderingContext2D, { text, unit, x, y, align, baseline, ...words }: Words) {
  const before = unit ? paper.measureText(text + unitGap).width : 0
  const width =
    align === 'left' ? 0 : unit ? before + paper.measureText(unit.text).width : paper.measureText(text).width
  const left = align === 'left' ? 0 : align === 'right' ? -width : -width / 2
  paper.save()
  paper.globalAlpha = 1
  paper.translate(x, y)
  if (words.upright) paper.rotate(-Math.PI / 2)
  const write = (some: string, at: number, fill: string) => {
    if (words.halo) {
      paper.setLineDash([])
      paper.lineWidth = 3
      paper.strokeStyle = words.halo
      paper.strokeText(some, at, toMiddle[baseline])
    }
    paper.fillStyle = fill
    paper.fillText(some, at, toMiddle[baseline])
  }
  write(text, left, words.fill)
  if (unit) write(unit.text, left + before, unit.fill)
  paper.restore()
}
