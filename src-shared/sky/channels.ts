import type { Scale, Scaling } from './scale.ts'

/** A map of a patch: the intensity, or a Stokes parameter of linear polarisation. */
export type Channel = 'I' | 'Q' | 'U'

/** The sets of channels that patches can have, and their order in the last axis of an array. */
export const channelSets = { I: ['I'], QU: ['Q', 'U'], IQU: ['I', 'Q', 'U'] } as const satisfies Record<
  string,
  readonly Channel[]
>
export const channelSetNames = ['I', 'QU', 'IQU'] as const satisfies readonly (keyof typeof channelSets)[]
export type ChannelSet = (typeof channelSetNames)[number]

/** The channels of patches with this many; null if no set has as many. */
export const channelsOf = (count: number): readonly Channel[] | null =>
  Object.values(channelSets).find((channels) => channels.length === count) ?? null

/** Stokes Q and U are linear whatever the scale of the intensity: they have both signs, and a rotation mixes them. */
export const scalingOf = (
  channel: Channel,
  { scale, softening = null }: Scaling,
): { scale: Scale; softening: number | null } =>
  channel === 'I' ? { scale, softening } : { scale: 'linear', softening: null }

/**
 * The sign of a channel when a patch is flipped along its rows or columns, or when these are swapped. The angle a of
 * polarisation becomes -a in a flip and 90 deg - a in a swap; Q goes as cos 2a, and U as sin 2a.
 */
export const signsOf: Record<Channel, { flip: 1 | -1; swap: 1 | -1 }> = {
  I: { flip: 1, swap: 1 },
  Q: { flip: 1, swap: -1 },
  U: { flip: -1, swap: 1 },
}

/**
 * The place of a channel among those of patches.
 * @param channel null for the first
 * @returns -1 if they do not have it
 */
export const channelPlace = (channels: readonly Channel[], channel: Channel | null): number =>
  channel === null ? 0 : channels.indexOf(channel)

/** One channel of patches, or of their masks, whose channels are in the last axis. */
export function channelOf<A extends Float32Array | Uint8Array>(values: A, channels: number, channel: number): A {
  if (channels === 1) return values
  const out = new (values.constructor as new (length: number) => A)(values.length / channels)
  for (let i = 0, at = channel; i < out.length; i++, at += channels) out[i] = values[at]
  return out
}

/** The channels of a patch, or of its mask, in the last axis: [size, size, channels] of [channels][size, size]. */
export function interleaved<A extends Float32Array | Uint8Array>(planes: readonly A[]): A {
  if (planes.length === 1) return planes[0]
  const values = new (planes[0].constructor as new (length: number) => A)(planes.length * planes[0].length)
  planes.forEach((plane, c) => plane.forEach((value, i) => (values[i * planes.length + c] = value)))
  return values
}

/** The channels of a patch one after another: [channels, size, size] of [channels][size, size]. */
export function joinedPlanes(planes: readonly Float32Array[]): Float32Array {
  const values = new Float32Array(planes.length * planes[0].length)
  planes.forEach((plane, c) => values.set(plane, c * plane.length))
  return values
}

/** The shape of an array of patches: [count, size, size], with a last axis if there are several channels. */
export const patchesShape = (count: number, size: number, channels: number): number[] => [
  count,
  ...patchShape(size, channels),
]

/** The shape of the array of one patch: [size, size], with a last axis if there are several channels. */
export const patchShape = (size: number, channels: number): number[] =>
  channels === 1 ? [size, size] : [size, size, channels]
