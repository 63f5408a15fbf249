/** The paper that Cirrus implements. */
export const paperCitation = 'Thorne, Knox & Prabhu 2021, arXiv:2101.11181'

/** What a publication with results of Cirrus should cite, in one sentence; CITATION.cff has it in full. */
export const howToCite = (version: string) =>
  `In publications, please cite Cirrus ${version} and the paper that it implements (${paperCitation}).`
