/** The views of a study; the name is part of the address. */
export const viewNames = {
  overview: 'Overview',
  parameters: 'Parameters',
  model: 'Model',
  course: 'Progress',
} as const
export type ViewName = keyof typeof viewNames
export const isViewName = (name: unknown): name is ViewName =>
  typeof name === 'string' && Object.hasOwn(viewNames, name)

/** Tooltips of the views. */
export const viewHints: Record<ViewName, string> = {
  overview: 'History, intermediate values, importance, parallel coordinates, timeline',
  parameters: 'Parallel coordinates, and the value against each parameter',
  model: 'Mean and uncertainty of the Gaussian process, and the importance of each parameter',
  course: 'History, curves by epoch, and a timeline of the trials',
}
