import type { TrainingConfig } from './configuration.ts'

/** Why a model can't draw a whole sky, and the setting that says so; null if it can. */
export function whyNoSky({
  architecture,
  space,
  channels,
  observation,
}: Pick<TrainingConfig, 'architecture' | 'space' | 'channels' | 'observation'>): {
  setting: 'architecture' | 'channels' | 'observation'
  reason: string
} | null {
  if (architecture !== 'flow' || space !== 'patches')
    return { setting: 'architecture', reason: 'a sky is drawn from a flow on patches; train one with the preset flow' }
  if (channels !== 1)
    return { setting: 'channels', reason: `a sky is drawn of an intensity, not of ${channels} channels` }
  if (observation !== 'none')
    return { setting: 'observation', reason: 'the flow fills holes: it draws nothing without a sky around them' }
  return null
}
