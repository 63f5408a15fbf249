import { afterEach, describe, expect, it, vi } from 'vitest'
import { paintFrame } from '../../../../../src-renderer/views/studies/charts/paint-frame.ts'
import { paintTrials } from '../../../../../src-renderer/views/studies/charts/paint-trials.ts'
import { signPath } from '../../../../../src-renderer/views/studies/charts/paths.ts'

describe('painting', () => {
  /** Records what is painted, with the origin at that time. */
  const notingPaper = () => {
    const told: string[] = []
    let origin = [0, 0]
    const paper = {
      beginPath: () => void told.push('begin'),
      moveTo: (x: number, y: number) => void told.push(`M${x} ${y}`),
      lineTo: (x: number, y: number) => void told.push(`L${x} ${y}`),
      translate: (x: number, y: number) => void (origin = [origin[0] + x, origin[1] + y]),
      fill: () => void told.push(`fill at ${origin.join(' ')}`),
      fillRect: (...box: number[]) => void told.push(`box ${box.join(' ')}`),
      stroke: () => void told.push(`stroke ${paper.lineWidth} at ${origin.join(' ')}`),
      setLineDash: () => {},
      fillStyle: '',
      strokeStyle: '',
      lineWidth: 0,
      globalAlpha: 0,
      lineJoin: 'miter' as CanvasLineJoin,
    }
    return { paper, told }
  }
  const pen = { stroke: '#000001', width: 2, dash: [], opacity: 0.5 }
  afterEach(() => vi.unstubAllGlobals())

  it('draws highlighted trials on a halo, heavier and opaque', () => {
    vi.stubGlobal('Path2D', class {})
    const { paper, told } = notingPaper()
    const path = { number: 1, d: 'M0 0L1 1', pen }
    paintTrials(paper, [path])
    expect(paper.globalAlpha).toBe(0.5)
    paintTrials(paper, [path], 2, '#ffffff')
    expect(told).toEqual(['stroke 2 at 0 0', 'stroke 7 at 0 0', 'stroke 4 at 0 0'])
    expect(paper.globalAlpha).toBe(1)
  })
  it('traces a line point by point, and never fills it', () => {
    const { paper, told } = notingPaper()
    paintTrials(paper, [{ line: [1, 2, 3, 4, NaN, 5, 6, 7, 8, 9], pen: { ...pen, fill: '#000002' } }])
    expect(told).toEqual(['begin', 'M1 2', 'L3 4', 'M6 7', 'L8 9', 'stroke 2 at 0 0'])
  })
  it('translates one marker path to every position, and restores the origin', () => {
    const made = vi.fn()
    vi.stubGlobal(
      'Path2D',
      class {
        constructor(d: string) {
          made(d)
        }
      },
    )
    const { paper, told } = notingPaper()
    const sign = (x: number, y: number) => ({ sign: 'disc' as const, x, y, r: 7, pen: { ...pen, fill: '#000002' } })
    paintTrials(paper, [sign(10, 20), sign(30, 40), { line: [0, 0, 1, 1], pen }])
    expect(told.filter((one) => one.includes('at'))).toEqual([
      'fill at 10 20',
      'stroke 2 at 10 20',
      'fill at 30 40',
      'stroke 2 at 30 40',
      'stroke 2 at 0 0',
    ])
    expect(made.mock.calls).toEqual([[signPath('disc', 0, 0, 7)]])
  })
  it('fills a box', () => {
    const { paper, told } = notingPaper()
    const box = { left: 1, right: 4, top: 2, bottom: 12 }
    paintTrials(paper, [{ box, pen: { fill: '#000002', width: 0, dash: [], opacity: 1 } }])
    expect([told, paper.fillStyle]).toEqual([['box 1 2 3 10'], '#000002'])
  })
  it('draws text at its position with the unit after it, centred as a whole', () => {
    const told: string[] = []
    let origin = ''
    const paper = {
      measureText: (text: string) => ({ width: 6 * text.length }),
      save() {},
      restore() {},
      translate: (x: number, y: number) => void (origin = `${x} ${y}`),
      rotate: (angle: number) => void (origin += ` turned ${angle.toFixed(2)}`),
      fillText(this: { fillStyle: string }, text: string, x: number, y: number) {
        told.push(`${text} ${this.fillStyle} ${x} ${y} from ${origin}`)
      },
      fillStyle: '',
    } as unknown as CanvasRenderingContext2D
    const words = { x: 100, y: 50, align: 'center', baseline: 'top', fill: '#000001' } as const
    const unit = { text: 'nat', fill: '#000002' }
    paintFrame(paper, [{ ...words, text: 'loss', unit }], 'sans-serif')
    paintFrame(paper, [{ ...words, text: 'loss', baseline: 'bottom', upright: true, align: 'right' }], 'sans-serif')
    // Nine letters of 6 px including the gap: the text starts 27 px left of the middle.
    expect(told).toEqual([
      'loss #000001 -27 5.5 from 100 50',
      'nat #000002 9 5.5 from 100 50',
      'loss #000001 -24 -5.5 from 100 50 turned -1.57',
    ])
  })
})
