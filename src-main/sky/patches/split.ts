/** What a patch is used for; `unused` patches separate disjoint splits. */
export type Split = 'train' | 'validation' | 'test' | 'unused'

/** Shares of training, validation and test patches; they add up to 1. */
export type Shares = { train: number; validation: number; test: number }

/** The paper's shares (Thorne et al. 2021, Sec. 2.3). */
export const PAPER_SHARES: Shares = { train: 0.7, validation: 0.15, test: 0.15 }

/** Number of patches of each split. */
export function countSplits(splits: readonly Split[]): Record<Split, number> {
  const counts = { train: 0, validation: 0, test: 0, unused: 0 }
  for (const split of splits) counts[split]++
  return counts
}
