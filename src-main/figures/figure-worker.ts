import { answerTasks } from '../workers/answer-tasks.ts'
import { figurePdf } from './figure-pdf.ts'
import { figurePng } from './figure-png.ts'
import type { RenderedFigure, RenderTask } from './render-figures.ts'

answerTasks(async ({ svg, title }: RenderTask): Promise<{ answer: RenderedFigure }> => ({
  answer: { pdf: await figurePdf(svg, { title }), png: await figurePng(svg) },
}))
