/** What of a study is looked at; the name is part of the address. */
export const viewNames = {
  overview: 'Overview',
  parameters: 'Parameters',
  model: 'Model',
  course: 'Course',
} as const
export type ViewName = keyof typeof viewNames
export const isViewName = (name: unknown): name is ViewName => typeof name === 'string' && name in viewNames

/** What a view is about, for its tooltip. */
export const viewHints: Record<ViewName, string> = {
  overview: 'History, intermediate values, importance, parallel coordinates, timeline',
  parameters: 'Parallel coordinates, and the value against each parameter',
  model: 'What the Gaussian process expects, how sure it is, and what each parameter matters',
  course: 'History, curves by epoch, and when trials ran',
}
