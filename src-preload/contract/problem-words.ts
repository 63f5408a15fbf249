import { pixelWindowWords } from '../../src-shared/inpainting/blur.ts'
import type { Noise, Problem } from './inpaintings.ts'
import { maskTitle } from './mask-words.ts'

/** Noise in a few words: noise of 0.2 std; noise of the map std.fits. */
export const noiseWords = (noise: Noise): string =>
  noise.kind === 'white' ? `noise of ${noise.sigma} std` : `noise of the ${noise.kind} ${noise.path}`

/**
 * The forward model of a problem in one line, each operator with its letter in the order they are applied in:
 * "d = M P B x + n: a beam of 12.5 arcmin (B), means over pixels of the patch (P), the mask disc (M), noise of 0.2 std (n)".
 */
export function forwardModel({ beam, pixelWindow, mask, noise, simulated, seed }: Problem): string {
  const operators = [
    ...(beam === null ? [] : [{ letter: 'B', words: `a beam of ${beam} arcmin` }]),
    ...(pixelWindow === null ? [] : [{ letter: 'P', words: `means over ${pixelWindowWords(pixelWindow)}` }]),
    { letter: 'M', words: `the mask ${'path' in mask ? mask.path : maskTitle(mask)}` },
  ]
  const formula = operators.map(({ letter }) => letter).reverse()
  const words = [...operators, { letter: 'n', words: noiseWords(noise) }]
  const listed = words.map(({ letter, words }) => `${words} (${letter})`).join(', ')
  return `d = ${formula.join(' ')} x + n: ${listed}${simulated ? `, simulated with seed ${seed}` : ''}`
}
