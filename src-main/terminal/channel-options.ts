import type { Command } from 'commander'
import { channelMaskSchema, type ChannelMask } from '../../src-preload/contract/masks.ts'
import { type Noise, type Problem } from '../../src-preload/contract/inpaintings.ts'
import { channelSets, type Channel } from '../../src-shared/sky/channels.ts'
import { isCsv } from '../application/masks/read-sources.ts'
import { UsageError } from './exit-code.ts'
import { maskInWords, type MaskOptions } from './mask-options.ts'
import { numberOption, repeated } from './option-values.ts'

/** Values of the options that say what differs for a channel, each CHANNEL=VALUE. */
export interface ChannelOptions extends MaskOptions {
  maskOf: string[]
  beamOf: string[]
  noiseOf: string[]
}

/** `--mask-of`, `--beam-of` and `--noise-of`, of patches of several channels; each may be repeated. */
export const withChannelOptions = (command: Command): Command =>
  command
    .option(
      '--mask-of <channel=mask>',
      'mask of one channel, as --mask, or none, if nothing of it is seen: --mask-of I=all --mask-of Q=none --mask-of U=none (may be repeated)',
      repeated,
      [],
    )
    .option('--beam-of <channel=arcmin>', 'beam of one channel, or none: Q=30 (may be repeated)', repeated, [])
    .option(
      '--noise-of <channel=noise>',
      'noise of one channel: a width as --sigma, or a file as --noise, with its column in brackets: Q=0.5, Q=std.fits[QQ] (may be repeated)',
      repeated,
      [],
    )

/**
 * What the options say of single channels; masks from files are looked into.
 * @throws UsageError; what `maskOfFile` throws
 */
export async function channelsOf(options: ChannelOptions): Promise<Problem['channels']> {
  const channels: Problem['channels'] = {}
  for (const [channel, mask] of eachOf('--mask-of', options.maskOf))
    channels[channel] = { ...channels[channel], mask: await maskOfChannel(mask, options) }
  for (const [channel, beam] of eachOf('--beam-of', options.beamOf))
    channels[channel] = { ...channels[channel], beam: beam === 'none' ? null : width('--beam-of', 600)(beam) }
  for (const [channel, noise] of eachOf('--noise-of', options.noiseOf))
    channels[channel] = { ...channels[channel], noise: noiseOfChannel(noise) }
  return channels
}

/** The channels and values of an option. @throws UsageError */
export function eachOf(option: string, words: readonly string[]): [Channel, string][] {
  const known: readonly Channel[] = channelSets.IQU
  const pairs = words.map((word): [Channel, string] => {
    const [, channel, value] = /^(\w+)=(.+)$/s.exec(word) ?? []
    if (known.includes(channel as Channel)) return [channel as Channel, value]
    throw new UsageError(`${option} takes ${known.join(', ')} and a value, as ${known[0]}=VALUE, not "${word}"`)
  })
  const twice = pairs.find(([channel], i) => pairs.findIndex(([other]) => other === channel) < i)
  if (twice) throw new UsageError(`${option} is given twice for ${twice[0]}`)
  return pairs
}

const maskOfChannel = async (mask: string, options: MaskOptions): Promise<ChannelMask> =>
  mask === 'none' ? channelMaskSchema.parse({ kind: mask }) : maskInWords(mask, options)

const width = (option: string, max: number) => numberOption(option, { min: 1e-6, max })

function noiseOfChannel(noise: string): Noise {
  if (noise.trim() !== '' && Number.isFinite(Number(noise))) {
    return { kind: 'white', sigma: width('--noise-of', 10)(noise) }
  }
  const [, path, column] = /^(.*?)(?:\[(.+)\])?$/s.exec(noise)!
  if (!isCsv(path)) return { kind: 'map', path, column: column ?? null }
  if (column === undefined) return { kind: 'spectrum', path }
  throw new UsageError(`--noise-of ${noise}: a spectrum has the columns l and N_l, and no other is chosen`)
}
