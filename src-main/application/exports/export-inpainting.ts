import { basename, join, resolve } from 'node:path'
import type { InpaintingFormat } from '../../../src-preload/contract/exports.ts'
import { refused } from '../../../src-preload/rpc/errors.ts'
import { isSeenWhole, ofChannel } from '../../../src-preload/contract/inpaintings.ts'
import { maskTitle } from '../../../src-preload/contract/mask-words.ts'
import { noiseWords } from '../../../src-preload/contract/problem-words.ts'
import { channelSets, joinedPlanes, type Channel } from '../../../src-shared/sky/channels.ts'
import { estimateTitle } from '../../../src-shared/inpainting/estimator-facts.ts'
import { inpaintingFigure, type InpaintingPictures } from '../../figures/inpainting-figure.ts'
import { unitOf } from '../datasets/patch-origin.ts'
import {
  channelsOfInpainting,
  estimateOfChannel,
  type ChannelOfInpainting,
} from '../inpaintings/channel-of-inpainting.ts'
import {
  completeEstimates,
  estimateFolder,
  readEstimatePictures,
  readEstimateRecord,
  type EstimatePictures,
  type EstimateRecord,
} from '../inpaintings/estimate-folder.ts'
import { readProblemPictures, type InpaintingRecord } from '../inpaintings/inpainting-folder.ts'
import { readInpaintingRecord } from '../inpaintings/read-inpainting.ts'
import { convertingFactor, type Conversion } from '../maps/converting-factor.ts'
import { writeChannelsNpy, writeChannelsPng, writePatchFits, type PatchPicture } from '../maps/patch-files.ts'
import type { WrittenFile } from '../host/written-file.ts'
import { gridOfPatch } from './grid-of-patch.ts'
import { lossOfPatch } from './loss-of-patch.ts'
import { writeFigures } from './write-figures.ts'
import { inpaintingCards, inpaintingHistory } from './inpainting-provenance.ts'
import { writeInpaintingMap } from './write-inpainting-map.ts'
import { makeFolder } from '../../files/make-folder.ts'

export interface InpaintingExport extends Conversion {
  folder: string
  /** Names of estimates; null for all complete ones. */
  estimates?: readonly string[] | null
  formats: readonly InpaintingFormat[]
  out: string
}

/**
 * Writes estimates of an inpainting in standardised units (`...-standard`) and in the map's own, or another unit of sky
 * brightness (`...-map`). A FITS file holds the filled patch (the data, with the estimate in the hole), the estimate
 * everywhere, its standard deviation and its samples if it has them, the original and the mask as images FILLED, FILL,
 * STD, SAMPLES, ORIGINAL and MASK, with the full WCS and provenance; .npy and PNG have one file each for
 * the first three. Several channels are the planes of a STOKES axis; samples have an image for each, SAMPLES_I, ... A figure
 * shows all estimates of a channel. A HEALPix map (`...-healpix.fits`) has the pixels in the hole.
 * @throws CirrusError refused if the folder holds no such estimate, for a unit that can't be converted, or for a HEALPix
 *   map of a patch whose position is not known; the system's error if nothing can be written
 */
export async function exportInpainting(order: InpaintingExport): Promise<WrittenFile[]> {
  const record = await readInpaintingRecord(order.folder)
  const names = order.estimates ?? (await completeEstimates(order.folder))
  if (names.length === 0) throw refused(order.folder, '', 'this inpainting has no complete estimate')
  const own = unitOf(record)
  const { factor, unit: converted } = convertingFactor(order, order.folder, 'unit of the patch', own)
  const channels = channelsOfInpainting(record, await readProblemPictures(order.folder))
  const stem = basename(resolve(order.folder))
  const onGrid = order.formats.includes('healpix') ? await gridAndLoss(order.folder, record, channels) : null
  const files: WrittenFile[] = []
  const all: Estimated[] = []
  for (const name of names) {
    const folder = estimateFolder(order.folder, name)
    const of = { record, estimate: await readEstimateRecord(folder), name }
    const conversion = converted === own ? null : order
    const pictures = await readEstimatePictures(folder)
    const made = channels.map((channel) => estimateOfChannel(channel, pictures))
    await makeFolder(order.out)
    all.push({ name, record: of.estimate, made })
    if (onGrid) {
      files.push(
        await writeInpaintingMap(
          join(order.out, `${stem}-${name}-healpix.fits`),
          { channels, made, factor, unit: converted, ...onGrid, seed: seedOf(of.estimate) },
          { cards: inpaintingCards(of), history: inpaintingHistory(of, conversion, { loss: onGrid.loss }) },
        ),
      )
    }
    const history = inpaintingHistory(of, conversion)
    for (const units of ['standard', 'map'] as const) {
      const images = picturesIn(units, { channels, made, factor, unit: converted })
      const path = (what: string, ending: string) => join(order.out, `${stem}-${name}${what}-${units}.${ending}`)
      for (const format of order.formats) {
        if (format === 'figure' || format === 'healpix') continue
        if (format === 'fits') {
          const pictures = images.map((image) => asPlanes(image, record)).flat()
          files.push(await writePatchFits(path('', 'fits'), record, pictures, inpaintingCards(of), history))
          continue
        }
        for (const { name: what, values } of images.filter(({ name }) => ['FILLED', 'FILL', 'STD'].includes(name))) {
          const file = path(`-${what.toLowerCase()}`, format)
          files.push(
            format === 'npy'
              ? await writeChannelsNpy(file, record, values)
              : await writeChannelsPng(file, record, values, coloursOf(what, record)),
          )
        }
      }
    }
  }
  if (order.formats.includes('figure')) {
    const figures = channels.map((channel, place) => figureOf(stem, record, { channel, place, all }))
    files.push(...(await writeFigures(figures, { out: order.out })))
  }
  return files
}

/** What HEALPix maps of all estimates have in common. */
async function gridAndLoss(folder: string, record: InpaintingRecord, channels: readonly ChannelOfInpainting[]) {
  const grid = await gridOfPatch(folder, record)
  return { grid, loss: await lossOfPatch(record, channels, grid) }
}

const seedOf = ({ estimator }: EstimateRecord): number => ('seed' in estimator ? estimator.seed : 0)

/** The channels that a picture's colours are of: standard deviations have those of an intensity; one channel those of any picture. */
function coloursOf(name: string, record: InpaintingRecord): readonly Channel[] | null {
  const channels = channelSets[record.channels]
  if (channels.length === 1) return null
  return name === 'STD' ? channels.map(() => 'I') : channels
}

/** An estimate, and its pictures of each channel. */
interface Estimated {
  name: string
  record: EstimateRecord
  made: EstimatePictures[]
}

/** The figure of one channel. */
function figureOf(
  stem: string,
  record: InpaintingRecord,
  { channel, place, all }: { channel: ChannelOfInpainting; place: number; all: readonly Estimated[] },
) {
  const several = channelSets[record.channels].length > 1
  const { mask, noise } = ofChannel(record.problem, channel.channel)
  const { others, ...statistics } = record.statistics
  const original = place === 0 ? statistics.original : others[place - 1]
  return inpaintingFigure(`${stem}-figure${several ? `-${channel.channel}` : ''}`, {
    ...{
      size: record.size,
      channel: channel.channel,
      statistics: { ...statistics, original },
      original: channel.original,
    },
    estimates: all.map((one) => drawnEstimate(channel, place, one)),
    whole: isSeenWhole(record.problem, record.channels),
    corrupted: channel.data.map((value, i) => (channel.mask[i] === 1 ? value : NaN)),
    subject: `${several ? `${channel.channel} of ` : ''}patch ${record.problem.patch} (mask ${maskTitle(mask)}, ${noiseWords(noise)})`,
  })
}

/** One channel of an estimate as a column of the figure. */
function drawnEstimate(
  channel: ChannelOfInpainting,
  place: number,
  { name, record: { result, statistics }, made }: Estimated,
): InpaintingPictures['estimates'][number] {
  const { fill, deviation, samples } = made[place]
  const { error } = result.channels.length === 0 ? result : result.channels[place]
  return {
    ...{ title: estimateTitle(name), filled: channel.filledBy(fill), deviation, error: error.inside },
    statistics: place === 0 ? statistics : statistics.others[place - 1],
    residual: channel.original.map((value, i) => value - fill[i]),
    sample: samples && channel.filledBy(samples.subarray(0, fill.length)),
  }
}

/** A picture of an estimate, of each channel. */
interface PictureOfChannels {
  name: string
  values: Float32Array[]
  unit: string
  /** Number of samples, each a plane. */
  planes?: number
}

/** A picture as images of a FITS file: channels are the planes of one, samples have one for each channel. */
function asPlanes({ name, values, unit, planes }: PictureOfChannels, record: InpaintingRecord): PatchPicture[] {
  const channels = channelSets[record.channels]
  if (channels.length === 1) return [{ name, values: values[0], unit, planes }]
  if (planes === undefined) return [{ name, values: joinedPlanes(values), unit, channels }]
  return channels.map((channel, c) => ({ name: `${name}_${channel}`, values: values[c], unit, planes }))
}

/** The pictures of an estimate, in standardised units or in the map's own times `factor`. */
function picturesIn(
  units: 'standard' | 'map',
  {
    channels,
    made,
    factor,
    unit,
  }: { channels: readonly ChannelOfInpainting[]; made: readonly EstimatePictures[]; factor: number; unit: string },
): PictureOfChannels[] {
  const inUnits = channels.map((channel, c) => {
    const isStandard = units === 'standard'
    const inUnit = (values: Float32Array) =>
      isStandard ? values : channel.toMap(values).map((value) => value * factor)
    const { fill, deviation, samples } = made[c]
    const filledBy = (values: Float32Array) => inUnit(channel.filledBy(values))
    const spread = (values: Float32Array) =>
      isStandard ? values : channel.deviationInMap(values, fill).map((value) => value * factor)
    const drawn = new Float32Array(samples?.length ?? 0)
    for (let at = 0; at < drawn.length; at += fill.length) drawn.set(filledBy(samples!.slice(at, at + fill.length)), at)
    return {
      ...{ filled: filledBy(fill), fill: inUnit(fill), original: inUnit(channel.original), drawn },
      deviation: deviation && spread(deviation),
      mask: Float32Array.from(channel.mask),
    }
  })
  const [{ deviation, drawn, fill }] = inUnits
  const of = (name: string, picture: (one: (typeof inUnits)[number]) => Float32Array): PictureOfChannels => ({
    ...{ name, values: inUnits.map(picture), unit: units === 'standard' ? '' : unit },
  })
  return [
    of('FILLED', (one) => one.filled),
    of('FILL', (one) => one.fill),
    ...(deviation ? [of('STD', (one) => one.deviation!)] : []),
    ...(drawn.length > 0 ? [{ ...of('SAMPLES', (one) => one.drawn), planes: drawn.length / fill.length }] : []),
    of('ORIGINAL', (one) => one.original),
    { ...of('MASK', (one) => one.mask), unit: '' },
  ]
}
