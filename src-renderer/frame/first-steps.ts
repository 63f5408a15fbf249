/** What the window knows of the work so far, as far as the first steps ask for it. */
export interface Progress {
  /** The demo map and the first dataset that was cut from it, by id. */
  map?: string
  dataset?: string
  /** Paths that were opened. */
  visited: ReadonlySet<string>
  /** The runs on that dataset, the newest first. */
  runs: readonly { id: string; epoch: number }[]
  /** Whether any inpainting has an estimate. */
  isInpainted: boolean
}

export interface FirstStep {
  title: string
  text: string
  /** Where it is done. */
  action: { label: string; to: string }
  isDone: boolean
}

/** The first steps on the demo map, in order; each is done in the real pages. Before there is a demo dataset, none. */
export function firstSteps({ map, dataset, visited, runs, isInpainted }: Progress): FirstStep[] {
  if (!map || !dataset) return []
  const pageOf = ({ id }: { id: string }) => `/runs/${id}`
  return [
    {
      title: 'Look at the map',
      text: 'IRIS 100 µm, dust over the whole sky: drag to turn it, roll the wheel to zoom, point to read values.',
      action: { label: 'Open the map', to: `/maps/${map}` },
      isDone: visited.has(`/maps/${map}`),
    },
    {
      title: 'See its patches',
      text: 'The demo dataset: squares of 8° cut from the map, standardised, and split into training, validation and test.',
      action: { label: 'Open the dataset', to: `/datasets/${dataset}` },
      isDone: visited.has(`/datasets/${dataset}`),
    },
    {
      title: 'Train a model',
      text: 'The preset demo takes some seconds an epoch. Its settings can stay as they are.',
      action: { label: 'New run', to: `/runs/new?dataset=${dataset}` },
      isDone: runs.length > 0,
    },
    {
      title: 'Watch it learn',
      text: 'The negative ELBO falls, and the reconstruction of a patch that it is not trained on gets sharper.',
      action: { label: 'Open the run', to: runs.length > 0 ? pageOf(runs[0]) : '/runs' },
      isDone: runs.some((run) => run.epoch > 0 && visited.has(pageOf(run))),
    },
    {
      title: 'Fill a hole',
      text: 'Hide a part of a test patch, and compare what several estimators make of it with what was there.',
      action: { label: 'New inpainting', to: `/inpaintings/new${runs.length > 0 ? `?run=${runs[0].id}` : ''}` },
      isDone: isInpainted,
    },
  ]
}
