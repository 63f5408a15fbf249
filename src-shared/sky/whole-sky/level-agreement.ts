import { blockMeans } from '../../model/haar.ts'
import type { TrainingConfig } from '../../model/configuration.ts'
import { addOctave, detailsOf, pictureSize } from '../../model/pyramid.ts'
import { patchBlender } from './blend-patches.ts'
import type { SkyCover } from './cover-sky.ts'
import { longWaves } from './long-waves.ts'
import { meansSpreader } from './spread-means.ts'
import type { Agreement } from './solve-jointly.ts'

/** Taps of interpolation of coarse pictures, which are spread over more pixels than they have: a third of the work. */
const coarseTaps = 3

/**
 * The largest root mean square that a patch may speak with, where standardised ones have 1. A faint patch beside a bright
 * one is given a picture unlike all of its flow's training, which may answer with ever larger ones; they would spread over
 * the sky from patch to patch.
 */
const loudest = 2

/** A level of a chain of flows whose patches agree. */
export interface LevelAgreement extends Agreement {
  /** The coarser picture that the level's flow is given of a patch; null for the coarsest level. */
  given(p: number): Float32Array | null
  /** The pictures that the level has made, [patches, side, side]. @param ends of all paths, [patches, values of a level] */
  pictures(ends: Float32Array): Float32Array
}

export interface AgreeingLevel {
  cover: SkyCover
  octaves: number
  wavelets: TrainingConfig['wavelets']
  /** 0 for the coarsest picture, which is the patch itself without octaves. */
  octave: number
  /** The pictures of the level before, [patches, side, side]; null for the coarsest level. */
  coarser: Float32Array | null
  /** By which the details of each octave are divided, the coarsest octave's first. */
  scales: readonly Float32Array[]
  /** Mean and standard deviation of each patch, [patches, 2]; null if all were standardised alike. */
  standards: Float32Array | null
}

/**
 * How patches agree on a level of a chain. Each says which picture its path would end at: for an octave, its coarser one
 * with the details of the end. They agree on pictures, as functions on the sky (`patchBlender`), for which coarse ones are
 * spread over the pixels of the patch, and those that were standardised one by one are brought to a common unit; and each takes apart what it finds at its own pixels. What it finds of the coarser
 * picture is what the flow is given next.
 *
 * Of the shortest waves each patch keeps its own. Interpolating them again at every step would take their power. And near
 * the limit of coarse pixels, blocks at other places have other means of the same sky: all are right, and their mean has
 * too little power. That patches draw the same there is the work of their noise (`octaveNoise`).
 */
export function levelAgreement(level: AgreeingLevel): LevelAgreement {
  const { cover, octaves, wavelets, octave, coarser, scales, standards } = level
  const { size } = cover.geometry
  const config = { size, octaves, wavelets, channels: 1 }
  const count = cover.planes.length
  const side = pictureSize(config, octave)
  const blend = side === size ? patchBlender(cover) : patchBlender(cover, coarseTaps)
  const spread = meansSpreader(size, side)
  const own = new Float32Array(count * side ** 2)
  const told = new Float32Array(count * size ** 2)
  const blended = new Float32Array(size ** 2)
  const given = coarser?.slice() ?? null
  const of = (pictures: Float32Array, p: number) => {
    const length = pictures.length / count
    return pictures.subarray(p * length, (p + 1) * length)
  }
  const standardOf = (p: number) => (standards ? standards.subarray(2 * p, 2 * p + 2) : [0, 1])
  const joined = (coarse: Float32Array | null, end: Float32Array) =>
    coarse ? addOctave(coarse, end, octave, config, scales) : end
  /** What all patches say of the picture of one. */
  const found = (p: number): Float32Array => {
    blend(told, p, blended)
    let picture: Float32Array = blended
    for (let at = size; at > side; at /= 2) picture = blockMeans(picture, { size: at, channels: 1 })
    return picture
  }
  return {
    given: (p) => given && of(given, p),
    state(p, end) {
      const said = joined(coarser && of(coarser, p), end)
      const volume = standards ? Math.min(1, loudest / rootMeanSquare(said)) : 1
      const picture = volume < 1 ? said.map((value) => volume * value) : said
      of(own, p).set(picture)
      const [mean, std] = standardOf(p)
      const values = of(told, p)
      spread(picture, values)
      for (let i = 0; i < values.length; i++) values[i] = values[i] * std + mean
    },
    agreed(p, out) {
      const mine = of(own, p)
      const [mean, std] = standardOf(p)
      const change = found(p).map((value, i) => (value - mean) / std - mine[i])
      const picture = longWaves(change, side).map((value, i) => mine[i] + value)
      if (!given) return out.set(picture)
      const coarser = of(given, p)
      coarser.set(blockMeans(picture, { size: side, channels: 1 }))
      out.set(detailsOf({ coarser, finer: picture }, octave, config, scales[octave - 1]))
    },
    pictures(ends) {
      const pictures = new Float32Array(count * side ** 2)
      for (let p = 0; p < count; p++) of(pictures, p).set(joined(given && of(given, p), of(ends, p)))
      return pictures
    },
  }
}

const rootMeanSquare = (values: Float32Array) =>
  Math.sqrt(values.reduce((sum, value) => sum + value ** 2, 0) / values.length)
