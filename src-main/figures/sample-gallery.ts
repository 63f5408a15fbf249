import { moments } from '../../src-shared/statistics/moments.ts'
import type { Figure } from './figure.ts'
import { pageWidth } from './figure.ts'
import { picturePart, type ColourScale } from './picture-part.ts'
import { channelScale } from '../../src-shared/colour/channel-scale.ts'
import { rangeOf } from '../../src-shared/colour/range.ts'
import type { Channel } from '../../src-shared/sky/channels.ts'
import { priorWords } from '../../src-shared/validation/prior-words.ts'
import { page } from './svg.ts'

const columns = 6
/** Most pictures on a page. */
const shown = 48

/**
 * Draws from the prior in rows, with a common scale.
 * @param channel of patches of several, which the names mention
 * @param prior its name; null for N(0, 1)
 */
export function sampleGallery(
  pictures: readonly Float32Array[],
  size: number,
  channel: Channel | null = null,
  prior: string | null = null,
): Figure {
  const { range, colourMap } = channelScale(channel ?? 'I', rangeOf(pictures), 'magma')
  const scale: ColourScale = { colours: colourMap, range, label: 'standardised value' }
  const count = Math.min(shown, pictures.length)
  const across = Math.min(columns, count)
  const rows = Array.from({ length: Math.ceil(count / across) }, (_, row) => {
    const places = Array.from({ length: across }, (_, i) => across * row + i)
    return { label: '', tiles: places.map((place) => (place < count ? pictures[place] : null)), scale }
  })
  return {
    name: `samples-gallery${channel ? `-${channel}` : ''}`,
    title: `Draws from the prior${channel ? `, ${channel}` : ''}`,
    caption: `${count} of ${pictures.length} decoded draws ${priorWords(prior)}, one scale for all; standardised units.`,
    svg: page([picturePart(rows, { size, width: pageWidth })]),
    numbers: {
      columns: ['sample', 'mean', 'standard deviation', 'skewness', 'kurtosis'],
      rows: pictures.map((picture, i) => {
        const { mean, variance, skewness, kurtosis } = moments(picture)
        return [i, mean, Math.sqrt(variance), skewness, kurtosis]
      }),
    },
  }
}
