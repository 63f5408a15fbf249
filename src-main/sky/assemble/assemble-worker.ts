import { workerData } from 'node:worker_threads'
import { channelsSampler } from '../../../src-shared/sky/assemble/sample-channels.ts'
import { samplePatch } from '../../../src-shared/sky/assemble/sample-patch.ts'
import { sideWeights } from '../../../src-shared/sky/assemble/side-weights.ts'
import {
  addChannelsToCorrection,
  addChannelsToMean,
  addToCorrection,
  addToMean,
} from '../../../src-shared/sky/assemble/weighted-map.ts'
import { ringTable } from '../../../src-shared/sky/healpix/rings.ts'
import type { MapValues } from '../../../src-shared/sky/healpix/map.ts'
import { tangentPlane, type TangentPlane } from '../../../src-shared/sky/projection/gnomonic.ts'
import { answerTasks } from '../../workers/answer-tasks.ts'
import { channelCut } from '../patches/cut-channels.ts'
import type { AssembleTask, AssembleWorkerData } from './assemble-task.ts'
import { readPlacedPatch } from './read-placed-patch.ts'

const file = workerData as AssembleWorkerData
const { channels, geometry, nside, frame, values, weights, correction } = file
const grid = { nside, rings: ringTable(nside), geometry, side: sideWeights(geometry.size) }
const one = {
  mean: addToMean({ values: values[0], weights }),
  correction: addToCorrection(correction[0], weights),
}
const several = {
  mean: addChannelsToMean({ values, weights }),
  correction: addChannelsToCorrection(correction, weights),
}
const field = { nside, frame, ordering: 'RING', values: values[0] } as const
const [q, u] = values.slice(-2)
const stokes = channels.length === 1 ? null : ({ channels: channels.length === 2 ? 'QU' : 'IQU', q, u } as const)
const cut = channelCut(field, stokes, geometry)

answerTasks(async ({ pass, band, patches }: AssembleTask) => {
  const sampling = { ...grid, band }
  const sample = stokes && channelsSampler(sampling, channels.length)
  for (const placed of patches) {
    const given = await readPlacedPatch(file, placed)
    const plane = tangentPlane(placed.lon, placed.lat, frame, placed.rotation)
    const parts = pass === 'mean' ? given : lackOf(given, plane)
    if (sample) sample(parts, plane, several[pass])
    else samplePatch(sampling, parts[0], plane, one[pass])
  }
  return { answer: patches.length }
})

/** What the map lacks of a patch, by channel. */
function lackOf(given: readonly MapValues[], plane: TangentPlane): readonly Float64Array[] {
  const parts = cut(plane)
  for (const [c, part] of parts.entries()) {
    const patch = given[c]
    for (let i = 0; i < part.length; i++) part[i] = patch[i] - part[i]
  }
  return parts
}
