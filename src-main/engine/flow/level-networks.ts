import type { ModelConfig } from '../../../src-shared/model/configuration.ts'
import { observationChannels } from '../../../src-shared/model/observation.ts'
import { levelsOf, type Level } from '../../../src-shared/model/octaves.ts'
import type { WeightEntry } from '../model/weight-table.ts'
import type { Weights } from '../runtime/graph.ts'
import { velocityWeights } from './velocity.ts'

/** The flow of one level of a chain: its network, and what that is given. */
export interface LevelNetwork extends Level {
  /** As a flow's own configuration. */
  config: ModelConfig
  /** Channels of what it is given on its grid: the coarser picture, except the coarsest, and what is observed. */
  seen: number
  /** What the names of its weights begin with, before `velocity/`. */
  prefix: string
}

/** The networks of a flow, the coarsest picture's first. */
export const levelNetworks = (config: ModelConfig): LevelNetwork[] =>
  levelsOf(config).map((level) => ({
    ...level,
    config: {
      ...config,
      size: level.side,
      channels: level.channels,
      ...(level.octave > 0 && { encoderFilters: config.octaveFilters }),
    },
    seen:
      (level.octave > 0 ? config.channels : 0) +
      (config.observation === 'none' ? 0 : observationChannels(config, level.octave)),
    prefix: level.octave > 0 ? `octave_${level.octave}/` : '',
  }))

/** Name of the numbers by which an octave's details are divided, [3 channels]. */
export const scaleName = (octave: number) => `octave_${octave}/scale`

/** The numbers by which the details of each octave are divided, the coarsest octave's first. */
export const scalesOf = (weights: Weights, { octaves }: Pick<ModelConfig, 'octaves'>): Float32Array[] =>
  Array.from({ length: octaves }, (_, i) => weights[scaleName(i + 1)].values)

/** Name of the standard deviation of ln I, [1], in a flow that makes fractions of I. */
const spreadName = 'polarisation/spread'

/** The weight that holds the standard deviation of ln I; none for a flow that makes no fractions. */
export const weightOfSpread = (spread: number | null): Weights =>
  spread === null ? {} : { [spreadName]: { shape: [1], values: Float32Array.of(spread) } }

/** The standard deviation of ln I in the weights of a flow; null if it makes no fractions. */
export const spreadOf = (weights: Weights): number | null => weights[spreadName]?.values[0] ?? null

/**
 * All weights of a flow; those of an octave begin with its prefix. Its scale is measured, not trained, and so is the standard
 * deviation of ln I.
 */
export const flowWeights = (config: ModelConfig): WeightEntry[] => [
  ...(config.polarisation === 'fractions'
    ? [{ name: spreadName, shape: [1], initializer: 'ones' as const, trainable: false }]
    : []),
  ...levelNetworks(config).flatMap(({ config, seen, prefix, octave, channels }) => [
    ...velocityWeights(config, seen).map((entry) => ({ ...entry, name: prefix + entry.name })),
    ...(octave > 0
      ? [{ name: scaleName(octave), shape: [channels], initializer: 'ones' as const, trainable: false }]
      : []),
  ]),
]

/** A level's weights under the names that its network knows. */
export const weightsOfLevel = <T>(weights: Readonly<Record<string, T>>, { prefix }: LevelNetwork): Record<string, T> =>
  prefix === ''
    ? weights
    : Object.fromEntries(
        Object.entries(weights).flatMap(([name, one]) =>
          name.startsWith(prefix) ? [[name.slice(prefix.length), one]] : [],
        ),
      )
