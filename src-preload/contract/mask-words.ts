import { fileName } from '../../src-shared/text/file-name.ts'
import { channelSets, type Channel, type ChannelSet } from '../../src-shared/sky/channels.ts'
import type { Options } from './command-words.ts'
import { ofChannel, type Problem } from './inpaintings.ts'
import type { ChannelMask, MaskChoice } from './masks.ts'

/** A mask in a few words: disc; random holes 7; sources.csv; all seen. */
export function maskTitle(mask: ChannelMask): string {
  switch (mask.kind) {
    case 'all':
      return 'all seen'
    case 'none':
      return 'nothing seen'
    case 'file':
    case 'sources':
    case 'map':
      return fileName(mask.path)
    case 'saved':
      return mask.name
    case 'random':
      return `random ${mask.seed}${mask.share === null ? '' : `, ${Number((100 * mask.share).toFixed(1))} %`}`
    default:
      return mask.kind
  }
}

/** The masks of a problem in a few words: disc; I all seen, Q and U nothing seen. */
export function masksTitle(problem: Problem, set: ChannelSet): string {
  const titleOf = (channel: Channel) => maskTitle(ofChannel(problem, channel).mask)
  const groups = [...Map.groupBy<string, Channel>(channelSets[set], titleOf)]
  if (groups.length === 1) return groups[0][0]
  return groups.map(([title, channels]) => `${channels.join(' and ')} ${title}`).join(', ')
}

/** A mask as options of `cirrus` (src-main/terminal/mask-options.ts). */
export function maskOptions(mask: MaskChoice): Options {
  switch (mask.kind) {
    case 'file':
      return { mask: mask.path }
    case 'sources':
      return { mask: mask.path, maskRadius: mask.radius }
    case 'map':
      return { mask: mask.path, maskColumn: mask.column, maskThreshold: mask.threshold === 0.5 ? null : mask.threshold }
    case 'saved':
      return { mask: mask.name }
    case 'random':
      return { mask: `random:${mask.seed}${mask.share === null ? '' : `:${mask.share}`}` }
    default:
      return { mask: mask.kind }
  }
}
