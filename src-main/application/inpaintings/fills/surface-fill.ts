import { biharmonic } from '../../../../src-shared/inpainting/biharmonic.ts'
import { diffusion } from '../../../../src-shared/inpainting/diffusion.ts'
import { channelOf, interleaved } from '../../../../src-shared/sky/channels.ts'
import type { Filled, SurfaceTask } from './fill-task.ts'

const surfaces = { diffusion, biharmonic }

/** A surface over the hole of each channel of a patch, some of which must be seen. */
export function surfaceFill({ kind, data, mask, size, channels }: SurfaceTask): Filled {
  const planes = Array.from({ length: channels }, (_, c) => {
    return Float32Array.from(surfaces[kind](channelOf(data, channels, c), channelOf(mask, channels, c), size))
  })
  return { fill: interleaved(planes) }
}
