import { cropSide } from '../../../src-shared/model/octaves.ts'
import { levelNetworks } from '../../../src-main/engine/flow/level-networks.ts'
import type { Figures } from '../bench.ts'
import { flowConfigs } from '../configurations.ts'
import type { Row } from '../row.ts'
import { formatTable } from '../table.ts'
import { stepRow } from './step-row.ts'

const plans = [
  { flow: 'patches', about: 'flow of patches, 64 px', steps: 2, rounds: 10 },
  { flow: 'large', about: 'flow of patches, 256 px', steps: 2, rounds: 10 },
  { flow: 'oneLevel', about: 'flow of patches without octaves, 64 px', steps: 2, rounds: 10 },
  { flow: 'latents', about: 'flow of 16 x 16 x 8 latents', steps: 5, rounds: 8 },
] as const

/** One training step of a flow, with noise, times, clipping and the running mean of the weights: here and in PyTorch. */
export const flowSteps: Figures = async (bench) => {
  const rows: Row[] = []
  for (const { flow, ...plan } of plans) {
    const config = flowConfigs[flow]
    const levels = levelNetworks(config).map((level) => ({
      side: level.side,
      crop: level.octave === 0 ? level.side : cropSide(level, config),
      channels: level.channels,
      seen: level.seen,
      widths: level.config.encoderFilters,
    }))
    const peers = [
      { name: 'PyTorch channels_last', script: 'torch_flow_peer.py', input: { config, levels } },
      { name: 'PyTorch compile', script: 'torch_flow_peer.py', input: { config, levels, compiled: true } },
    ]
    const row = await stepRow(bench, { ...plan, config, peers, goal: 0.85 })
    bench.note(formatTable([row]))
    rows.push(row)
  }
  return rows
}
