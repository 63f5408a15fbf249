import type { Quantity } from './quantity.ts'

/** Pixels and shapes of sets of patches. */
export const shapeQuantities = {
  histogram: {
    title: 'histogram',
    meaning: 'Share of the pixels in each bin, divided by the width of the bin: median and quartiles over the patches.',
    unit: '1 / unit of the pixels',
    source: 'Thorne, Knox & Prabhu 2021, Fig. 3',
  },
  moments: {
    title: 'skewness and kurtosis',
    meaning: 'Asymmetry of a patch’s pixels, and weight of the tails of their distribution; both 0 for a Gaussian one.',
    equation: 'm₃ / m₂^1.5 and m₄ / m₂² − 3, m the central moments',
    source: 'Joanes & Gill 1998, The Statistician 47, 183 (g₁, g₂)',
  },
  minkowski: {
    title: 'Minkowski functionals V₀, V₁, V₂',
    meaning:
      'Area above a threshold, length of its border, and its curvature: regions minus holes. With them, textures of the same spectrum differ.',
    equation: 'V₀ = area / A,  V₁ = length / 4A,  V₂ = ∮ curvature / 2πA',
    source: 'Schmalzing & Górski 1998, MNRAS 297, 355',
  },
  extrema: {
    title: 'peaks and minima',
    meaning: 'Pixels above, or below, all their eight neighbours, by threshold, as shares of all pixels.',
    source: 'Bond & Efstathiou 1987, MNRAS 226, 655',
  },
  alignment: {
    title: 'alignment of polarisation',
    meaning:
      'Angles between the gradient of the intensity and the polarisation, over a uniform distribution: above 1 at 0° where the magnetic field lies along structures, 1 everywhere without alignment.',
    equation: 'density of θ / uniform,  cos 2θ = (((∂y I)² − (∂x I)²) Q + 2 ∂x I ∂y I U) / (|∇I|² P)',
    source: 'Soler et al. 2013, ApJ 774, 128',
  },
  fractionHistogram: {
    title: 'joint histogram of I and P/I',
    meaning:
      'Shares of the pixels in classes of intensity and polarisation fraction that split the sky’s own pixels evenly. Measured in the map’s own unit, not of patches each standardised by itself.',
    equation: 'P/I = √(Q² + U²) / I',
    source: 'docs/statistics.md; Planck 2018 results XII, A&A 641, A12',
  },
  kolmogorovSmirnov: {
    title: 'Kolmogorov–Smirnov distance',
    meaning: 'The largest difference of two cumulative distributions: 0 the same, 1 nothing in common.',
    equation: 'D = sup |F₁(x) − F₂(x)|',
    source: 'Smirnov 1948; Press et al., Numerical Recipes, Sec. 14.3.3',
  },
} satisfies Record<string, Quantity>
