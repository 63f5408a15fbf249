import type { Quantity } from './quantity.ts'

/** What tells samples from the sky. */
export const sampleQuantities = {
  distance: {
    title: 'distance',
    meaning:
      'How far the distribution of a statistic over the samples is from that over the sky: 0 the same, 1 nothing in common.',
    equation: '√(E / 2⟨|X − Y|⟩), E = 2⟨|X − Y|⟩ − ⟨|X − X′|⟩ − ⟨|Y − Y′|⟩; of one number, Kolmogorov–Smirnov’s',
    source: 'Székely & Rizzo 2013, J. Stat. Plan. Inference 143, 1249',
  },
  floor: {
    title: 'floor',
    meaning:
      'The distance of other sky, or of chance if that is larger. Distances are given in multiples of it: 1 is what a perfect model reaches.',
    source: 'docs/statistics.md',
  },
  scattering: {
    title: 'wavelet scattering s₁, s₂₁, s₂₂',
    meaning:
      'Strength of structure at each scale, how much it clusters on larger ones (sparsity), and how elongated it is (shape).',
    equation: 'S₁ = ⟨|x ∗ ψ₁|⟩,  S₂ = ⟨||x ∗ ψ₁| ∗ ψ₂|⟩,  s₂₁ = S₂ / S₁,  s₂₂ = S₂ ∥ / S₂ ⊥',
    source: 'Cheng et al. 2020, arXiv:2006.08561; Bruna & Mallat 2013, arXiv:1203.1513',
  },
  coverageAndDensity: {
    title: 'coverage and density',
    meaning:
      'Share of the sky’s patches with a sample within the distance of their fifth neighbour, and in how many such distances a sample lies, over five. A low coverage means kinds of sky that are never drawn.',
    source: 'Naeem et al. 2020, arXiv:2002.09797, Eqs. 5 and 6',
  },
  classifier: {
    title: 'classifier’s accuracy',
    meaning:
      'How often a network tells a sample from sky that it has not seen: 50 % if it can’t, 100 % if it always can.',
    source: 'Lopez-Paz & Oquab 2017, arXiv:1610.06545',
  },
} satisfies Record<string, Quantity>
