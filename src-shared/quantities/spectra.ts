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
  modes: {
    title: 'E and B modes',
    meaning:
      'Polarisation along or across its wave vector is E, at 45° to it B. Neither depends on the axes of Q and U. TE and TB are their spectra with the intensity: TE > 0 for structures polarised across themselves, as along a magnetic field.',
    equation: 'E = U sin 2φ − Q cos 2φ,  B = −Q sin 2φ − U cos 2φ,  with φ the angle of k',
    unit: 'unit² sr',
    source: 'Alonso et al. 2019, MNRAS 484, 4127, flat sky; signs of HEALPix',
  },
  pureBb: {
    title: 'pure BB',
    meaning:
      'Power of the B modes to which E contributes nothing, whatever the mask: E that a mask turns into B leaves only its scatter in BB, and nothing here. It costs some of the modes of a patch.',
    equation: 'B = W k²B / k²,  derivatives on the mask W',
    unit: 'unit² sr',
    source: 'Smith 2006, Phys. Rev. D 74, 083002; docs/spectra.md',
  },
  ebRatio: {
    title: 'ratio EE / BB',
    meaning:
      'Power of E modes over that of B modes, purified, patch by patch; a patch’s number is its median over the bands above the lowest. About 2 for dust on large parts of the sky.',
    equation: 'C(ℓ) EE / C(ℓ) pure BB',
    source: 'Planck 2018 results XI, A&A 641, A11',
  },
  teCorrelation: {
    title: 'correlation TE / √(TT EE)',
    meaning:
      'How much of E follows the intensity: 0 none, 1 all. A patch’s number is its median over the bands above the lowest. About 0.36 for dust on large parts of the sky.',
    equation: 'r(ℓ) = C(ℓ) TE / √(C(ℓ) TT C(ℓ) EE)',
    source: 'Planck 2018 results XI, A&A 641, A11',
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
