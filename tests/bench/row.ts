/** One row of the benchmark table; null means not measured. */
export interface Row {
  figure: string
  unit: string
  ours: number | null
  peers: Record<string, number | null>
  /** ours over the best peer, or ours itself if the figure has no peer */
  ratio: number | null
  /** the largest acceptable ratio; null if there is none */
  goal: number | null
  met: boolean | null
}

/** A figure, lower being better, compared with its goal. */
export function evaluate({
  figure,
  unit,
  ours,
  peers = {},
  goal,
}: Pick<Row, 'figure' | 'unit' | 'ours' | 'goal'> & { peers?: Row['peers'] }): Row {
  const measured = Object.values(peers).filter((value) => value !== null)
  const standard = Object.keys(peers).length === 0 ? 1 : measured.length > 0 ? Math.min(...measured) : null
  const ratio = ours === null || standard === null ? null : ours / standard
  return { figure, unit, ours, peers, ratio, goal, met: ratio === null || goal === null ? null : ratio <= goal }
}
