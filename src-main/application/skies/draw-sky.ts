import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import packageFacts from '../../../package.json' with { type: 'json' }
import type { CheckpointChoice } from '../../../src-preload/contract/runs.ts'
import type { MapValues, Ordering } from '../../../src-shared/sky/healpix/map.ts'
import { reorder } from '../../../src-shared/sky/healpix/reorder.ts'
import { toMapUnits, type Standardisation } from '../../../src-shared/sky/scale.ts'
import { howToCite } from '../../../src-shared/text/citation.ts'
import { readNpy, writeNpy } from '../../files/npy.ts'
import { writeHealpixMap } from '../../sky/fits/write-map.ts'
import type { WrittenCard } from '../../sky/fits/write.ts'
import { standardCards } from '../datasets/patch-origin.ts'
import type { Engine } from '../host/engine.ts'
import { requireFreeFile } from '../host/require-free-file.ts'
import type { SkyOutline, SkyRequest } from './outline-sky.ts'
import { planSky, type SkyPlan } from './plan-sky.ts'

export interface SkyOrder extends SkyRequest {
  checkpoint: CheckpointChoice
  nside: number
  ordering: Ordering
  /** The same seed and realisation always give the same sky. */
  seed: number
  realisation: number
  solverSteps: number
  out: string
  /** Whether a file that exists is replaced. */
  overwrite?: boolean
  signal?: AbortSignal
  onProgress?: (fraction: number, note: string) => void
}

export interface SkyFacts {
  out: string
  nside: number
  ordering: Ordering
  unit: string
  standardisation: Standardisation
  run: string
  epoch: number
  seed: number
  realisation: number
  patches: number
  seconds: number
}

/**
 * Draws a realisation of the whole sky from a flow, as a HEALPix map in the Galactic frame.
 * @param outline of the order
 * @throws CirrusError conflict if the file exists, refused as `planSky`, cancelled, engine-...
 */
export async function drawSky(engine: Engine, order: SkyOrder, outline: SkyOutline): Promise<SkyFacts> {
  const { checkpoint, nside, ordering, seed, realisation, solverSteps, out, signal, onProgress } = order
  requireFreeFile(out, order.overwrite)
  if (outline.template) onProgress?.(0, 'measuring the template')
  const plan = await planSky(outline, order.given, signal)
  const folder = await mkdtemp(join(tmpdir(), 'cirrus-sky-'))
  try {
    const file = join(folder, 'sky.npy')
    const { run: runFolder, cover, step, numbers } = plan
    const { size, width } = cover.geometry
    const [conditions, standards, waves] = [
      await kept(join(folder, 'conditions.npy'), numbers.conditions, plan),
      await kept(join(folder, 'standards.npy'), numbers.standards, plan),
      await kept(join(folder, 'waves.npy'), numbers.waves, plan),
    ]
    const drawn = await engine.call(
      'sky.draw',
      { runFolder, checkpoint, width, step, nside, seed, realisation, solverSteps, conditions, standards, waves, file },
      { signal, onProgress: ({ fraction }) => onProgress?.(0.99 * fraction, 'drawing the sky') },
    )
    onProgress?.(0.99, 'writing the map')
    const { data } = await readNpy(file)
    const values = inUnits(data as Float32Array, plan)
    await writeHealpixMap(
      out,
      {
        ...{ nside, ordering, coordsys: 'G' },
        columns: [{ name: plan.column, unit: plan.unit, type: 'float32', values: reorder(values, 'RING', ordering) }],
        cards: cardsOf(plan, order, drawn.epoch),
        history: [
          `Drawn from the flow ${plan.run}: ${drawn.patches} patches of ${size} px and ${width} deg, at most ${Number(step.toPrecision(4))} deg apart, followed from noise together in ${solverSteps} steps.`,
          ...plan.history,
          howToCite(packageFacts.version),
        ],
      },
      { signal },
    )
    const { unit, standardisation } = plan
    return { out: resolve(out), nside, ordering, unit, standardisation, run: runFolder, seed, realisation, ...drawn }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Writes numbers of patches, [patches, numbers], for the engine. @returns the file; null without numbers */
async function kept(file: string, numbers: Float32Array | null, { cover }: SkyPlan): Promise<string | null> {
  if (!numbers) return null
  const patches = cover.centres.length
  await writeNpy(file, numbers, [patches, numbers.length / patches])
  return file
}

const inUnits = (standardised: Float32Array, { standard, scaling }: SkyPlan): MapValues =>
  standard ? toMapUnits(standardised, standard, scaling) : standardised

const cardsOf = (
  { standardisation, scaling, standard }: SkyPlan,
  { seed, realisation, solverSteps }: SkyOrder,
  epoch: number,
): WrittenCard[] => [
  { keyword: 'ORIGIN', value: `Cirrus ${packageFacts.version}`, comment: 'program that wrote this file' },
  { keyword: 'SEED', value: seed, comment: 'with the realisation: the same sky again' },
  { keyword: 'REALISAT', value: realisation, comment: 'number of the realisation' },
  { keyword: 'EPOCHS', value: epoch, comment: 'of the checkpoint of the run' },
  { keyword: 'STEPS', value: solverSteps, comment: 'of the solver' },
  { keyword: 'STANDARD', value: standardisation, comment: 'what the training patches were standardised by' },
  ...(standard && standardisation !== 'patch' ? standardCards(standardisation, scaling, standard) : []),
]
