import { pixelWindowWords } from '../../src-shared/inpainting/blur.ts'
import { channelSets, type Channel, type ChannelSet } from '../../src-shared/sky/channels.ts'
import { isSeenWhole, type Noise, type Problem } from './inpaintings.ts'
import type { CalibrationData } from './calibrations.ts'
import { maskTitle } from './mask-words.ts'
import type { ChannelMask } from './masks.ts'

/** Noise in a few words: noise of 0.2 std; noise of the map std.fits. */
export const noiseWords = (noise: Noise): string =>
  noise.kind === 'white' ? `noise of ${noise.sigma} std` : `noise of the ${noise.kind} ${noise.path}`

/** A mask in a few words, with the path of its file. */
const maskWords = (mask: ChannelMask) => {
  if (mask.kind === 'all' || mask.kind === 'none') return maskTitle(mask)
  return `the mask ${'path' in mask ? mask.path : maskTitle(mask)}`
}

const beamWords = (beam: number) => `a beam of ${beam} arcmin`

/** How some channels are observed otherwise, each after its letter: "I: all seen; Q: noise of 0.5 std". */
const channelWords = (channels: Problem['channels']): string[] =>
  (Object.entries(channels) as [Channel, NonNullable<Problem['channels'][Channel]>][]).map(
    ([channel, { mask, beam, noise }]) => {
      const words = [
        ...(mask ? [maskWords(mask)] : []),
        ...(beam === undefined ? [] : [beam === null ? 'no beam' : beamWords(beam)]),
        ...(noise ? [noiseWords(noise)] : []),
      ]
      return `${channel}: ${words.join(', ')}`
    },
  )

/**
 * The forward model of a problem in one line, each operator with its letter in the order they are applied in:
 * "d = M P B x + n: a beam of 12.5 arcmin (B), means over pixels of the patch (P), the mask disc (M), noise of 0.2 std (n)".
 * Without a hole, there is no M. What differs for some channels stands at its end.
 */
export function forwardModel(problem: Problem, set: ChannelSet): string {
  const { beam, pixelWindow, mask, noise, channels, simulated, seed } = problem
  const isCommon = channelSets[set].some((channel) => channels[channel]?.mask === undefined)
  const operators = [
    ...(beam === null ? [] : [{ letter: 'B', words: beamWords(beam) }]),
    ...(pixelWindow === null ? [] : [{ letter: 'P', words: `means over ${pixelWindowWords(pixelWindow)}` }]),
    ...(isSeenWhole(problem, set)
      ? []
      : [{ letter: 'M', words: isCommon ? maskWords(mask) : 'a mask for each channel' }]),
  ]
  const formula = ['d =', ...operators.map(({ letter }) => letter).reverse(), 'x + n']
  const words = [...operators, { letter: 'n', words: noiseWords(noise) }]
  const listed = words.map(({ letter, words }) => `${words} (${letter})`).join(', ')
  const all = `${formula.join(' ')}: ${listed}${simulated ? `, simulated with seed ${seed}` : ''}`
  return [all, ...channelWords(channels)].join('; ')
}

/**
 * The data of a calibration in a few words, after the number of its test patches: "with random holes, noise of 0.2 std".
 * @param holes those that they have, if they are not seen whole
 */
export const calibrationWords = ({ mask, beam, sigma }: CalibrationData, holes = 'random holes'): string =>
  [
    mask === 'all' ? 'seen whole' : `with ${holes}`,
    ...(beam === null ? [] : [beamWords(beam)]),
    noiseWords({ kind: 'white', sigma }),
  ].join(', ')
