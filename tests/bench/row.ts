/** One line of the performance table; null stands for what could not be measured. */
export interface Row {
  figure: string
  unit: string
  ours: number | null
  peers: Record<string, number | null>
  /** ours over the best peer, or ours itself where no peer belongs to the figure */
  ratio: number | null
  /** the largest ratio that is good enough; null where none is set */
  goal: number | null
  met: boolean | null
}

/** A figure of which less is better, held against its goal. */
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
