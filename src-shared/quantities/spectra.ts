import type { Quantity } from './quantity.ts'

/** Power spectra of patches, and what has more than two points. */
export const spectrumQuantities = {
  bandPower: {
    title: 'power spectrum C(ℓ)',
    meaning:
      'Mean power of the sky in a band of multipoles, with the effect of mask and taper undone. Drawn as D(ℓ), equal heights are equal variance per logarithm of ℓ.',
    equation: 'C(ℓ) = ⟨|a(ℓ)|²⟩ / area,  D(ℓ) = ℓ (ℓ + 1) C(ℓ) / 2π',
    unit: 'unit² sr',
    source: 'Alonso et al. 2019, MNRAS 484, 4127 (NaMaster), flat sky',
  },
  spectrumRatio: {
    title: 'ratio of spectra',
    meaning: 'Power of the reconstruction over that of the original, patch by patch: 1 is nothing lost.',
    equation: 'C(ℓ) of reconstruction / C(ℓ) of original',
    source: 'after Thorne, Knox & Prabhu 2021, Fig. 4',
  },
  correlationCoefficient: {
    title: 'correlation coefficient',
    meaning: 'How much of the structure at a multipole is in the same place in both pictures: 1 all, 0 none.',
    equation: 'r(ℓ) = C₁₂(ℓ) / √(C₁(ℓ) C₂(ℓ))',
    source: 'docs/spectra.md',
  },
  bispectrum: {
    title: 'bispectrum',
    meaning:
      'Power of three modes whose wave vectors form a triangle; 0 for a Gaussian field. Equilateral: three sides in one band. Squeezed: one mode is as large as the patch.',
    equation: '⟨f(k₁) f(k₂) f(k₃)⟩ = A B  for k₁ + k₂ + k₃ = 0',
    unit: 'unit³ sr²',
    source: 'Scoccimarro 2000, ApJ 544, 597',
  },
  trispectrum: {
    title: 'trispectrum, average',
    meaning:
      'Excess kurtosis of the map within one band, over that of a Gaussian field with the same mask; 0 for a Gaussian field.',
    equation: '3 (⟨d⁴⟩ / ⟨d²⟩²) / G − 3',
    source: 'Prabhu et al. 2025, arXiv:2506.09036',
  },
} satisfies Record<string, Quantity>
