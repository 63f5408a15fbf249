import type {
  Estimate,
  EstimateResult,
  Inpainting,
  InpaintingStatistics,
} from '../../../../src-preload/contract/index.ts'

// Results of inpaintings hold what is known of the first channel, and of the others beside it.

/** Statistics of one channel of the true patch. @param place of the channel */
export const originalOfChannel = (
  statistics: InpaintingStatistics,
  place: number,
): Omit<InpaintingStatistics, 'others'> => ({
  ...statistics,
  original: place === 0 ? statistics.original : statistics.others[place - 1],
})

/** Statistics of one channel of an estimate; null before it is complete. */
export const statisticsOfChannel = ({ statistics }: Estimate, place: number) =>
  place === 0 ? statistics : (statistics?.others[place - 1] ?? null)

/** Error and coverage of one channel of an estimate; of the only one, those of all. */
export const resultOfChannel = (
  { error, coverage, channels }: EstimateResult,
  place: number,
): EstimateResult['channels'][number] => channels[place] ?? { error, coverage }

/** What a channel is called where there are several; nothing otherwise. */
export const nameOfChannel = ({ channels }: Pick<Inpainting, 'channels'>, place: number): string =>
  channels === 'I' ? '' : channels[place]
