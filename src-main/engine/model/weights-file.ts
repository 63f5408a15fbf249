import { trainingConfigSchema, type TrainingConfig } from '../../../src-shared/model/configuration.ts'
import { FileFormatError } from '../../files/file-format-error.ts'
import { openSafetensors, writeSafetensors, type SafetensorsFile } from '../../files/safetensors.ts'
import { EngineError } from '../runtime/errors.ts'
import type { Weights } from '../runtime/graph.ts'
import type { ModelConfig } from '../../../src-shared/model/configuration.ts'
import type { WeightEntry } from './weight-table.ts'

/** The format name in the metadata, which resources/keras/load_cirrus_weights.py reads too. */
const format = 'cirrus-weights-1'

/**
 * Writes a model's weights as .safetensors, atomically, with Keras's names and layouts; the metadata describes their
 * origin.
 */
export async function writeWeightsFile(
  path: string,
  { config, epoch, weights }: { config: TrainingConfig; epoch: number; weights: Weights },
): Promise<void> {
  const tensors = Object.entries(weights).map(([name, { shape, values }]) => ({ name, shape, values: () => values }))
  await writeSafetensors(path, tensors, { format, config: JSON.stringify(config), epoch: String(epoch) })
}

/**
 * Reads weights to start a model from: an export, a checkpoint, or another program's file with the same names.
 * @param entries the model's weights; the file must hold exactly these layers, in these shapes
 * @throws EngineError 'weights' naming the file, the tensor and the remedy
 */
export async function readWeightsFile(
  path: string,
  entries: readonly WeightEntry[],
  config: ModelConfig,
): Promise<Weights> {
  let file: SafetensorsFile | undefined
  try {
    file = await openSafetensors(path)
    checkTensors(path, file, entries, config)
    const weights: Record<string, { shape: readonly number[]; values: Float32Array }> = {}
    for (const { name, shape } of entries) weights[name] = { shape, values: await file.read(name) }
    return weights
  } catch (cause) {
    if (cause instanceof FileFormatError) throw new EngineError('weights', cause.message, { cause })
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') {
      throw new EngineError('weights', `${path}: there is no such file; check its name.`, { cause })
    }
    throw cause
  } finally {
    await file?.close()
  }
}

function checkTensors(path: string, file: SafetensorsFile, entries: readonly WeightEntry[], config: ModelConfig): void {
  const refuse = (tensor: string, reason: string): never => {
    throw new EngineError('weights', `${path}, tensor "${tensor}": ${reason}. ${remedy(file, config)}`)
  }
  for (const { name, shape } of entries) {
    const found = file.tensors.get(name)?.shape ?? refuse(name, 'it is missing')
    if (found.join() !== shape.join()) {
      refuse(name, `its shape is [${found.join(', ')}], this model needs [${shape.join(', ')}]`)
    }
  }
  const known = new Set(entries.map(({ name }) => name))
  const foreign = [...file.tensors.keys()].find(
    (name) => /^(encoder|decoder|velocity|octave_\d+)\//.test(name) && !known.has(name),
  )
  if (foreign !== undefined) refuse(foreign, 'this model has no such layer')
  const wavelets = parseConfig(file.metadata.config)?.wavelets ?? config.wavelets
  if (config.octaves > 0 && wavelets !== config.wavelets) {
    throw new EngineError('weights', `${path} makes details of ${wavelets} wavelets. ${remedy(file, config)}`)
  }
}

/** Settings that determine the names, shapes and meaning of weights. */
const shaping = [
  'architecture',
  'size',
  'channels',
  'observation',
  'polarisation',
  'encoderFilters',
  'encoderStrides',
  'decoderFilters',
  'decoderStrides',
  'kernel',
  'conditions',
  'octaves',
  'octaveFilters',
  'wavelets',
  'blocks',
  'embedding',
  'timeModulation',
  'denseWidth',
  'latentDimension',
  'likelihoodWidth',
] as const satisfies (keyof ModelConfig)[]

/** Advice for weights that do not fit: how the file's own configuration, if it has one, differs. */
function remedy({ metadata }: SafetensorsFile, config: ModelConfig): string {
  const theirs = parseConfig(metadata.config)
  const differing = shaping
    .filter((name) => theirs && JSON.stringify(theirs[name]) !== JSON.stringify(config[name]))
    .map((name) => `${name}=${theirs![name] ?? 'none'}`)
  return differing.length > 0
    ? `These weights were trained with ${differing.join(' ')}: set the same, or start from other weights.`
    : 'Start from weights that Cirrus exported from a run with the same layers.'
}

function parseConfig(text: string | undefined): TrainingConfig | undefined {
  try {
    return trainingConfigSchema.parse(JSON.parse(text ?? ''))
  } catch {
    return undefined
  }
}
