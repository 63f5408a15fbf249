/** The splits of a dataset, in the order in which they are listed and sorted; `unused` are patches too near to two. */
export const datasetSplits = ['train', 'validation', 'test', 'unused'] as const
