import type { Quantity } from './quantity.ts'

/** Data with holes, estimates of what is in them, and how far these can be trusted. */
export const inpaintingQuantities = {
  data: {
    title: 'data',
    meaning:
      'What is seen of a patch x: through a beam and a pixel window, outside the hole, if there are any, with noise.',
    equation: 'd = A x + n',
    unit: 'standardised',
    source: 'Thorne, Knox & Prabhu 2021, Sec. 3.3',
  },
  objective: {
    title: 'objective',
    meaning:
      'What the most probable patch minimises: misfit to the data, and distance of the latents from the mean of the prior.',
    equation: 'z′z + (A g(z) − d)′ N⁻¹ (A g(z) − d)',
    source: 'Thorne, Knox & Prabhu 2021, Eq. 13',
  },
  chiSquared: {
    title: 'χ² per degree of freedom',
    meaning:
      'Misfit of the estimate to the data in units of the noise; 1 is expected, more means that the decoder can’t follow the data.',
    equation: 'χ² = (A g(z) − d)′ N⁻¹ (A g(z) − d), over observed pixels less latents',
    source: 'Press et al., Numerical Recipes, Sec. 15.1',
  },
  holeError: {
    title: 'error in the hole',
    meaning:
      'Root mean square of estimate minus original over the pixels of the hole; over all, if all of the patch is seen.',
    equation: '√⟨(x̂ − x)²⟩',
    unit: 'standard deviations of the patches',
    source: 'docs/inpainting.md',
  },
  coverage: {
    title: 'coverage of an interval',
    meaning:
      'Share of pixels whose true value lies in the interval. It should be what the interval says: 68 % within one standard deviation, 95 % within 1.96.',
    equation: 'share of |x̂ − x| < k · std',
    source: 'Gneiting, Balabdaoui & Raftery 2007, JRSS B 69, 243',
  },
  ranks: {
    title: 'ranks',
    meaning:
      'Place of the true value among the samples, pooled over holes. Uniform if the samples come from the posterior; more at both ends means that they vary too little.',
    source: 'Talts et al. 2018, arXiv:1804.06788',
  },
  gradientStrength: {
    title: 'gradient strength',
    meaning:
      'Root mean square step from pixel to pixel in the hole, over that of the original: below 1 a fill is too smooth.',
    equation: '√(⟨(Δx̂)²⟩ / ⟨(Δx)²⟩)',
    source: 'docs/inpainting.md',
  },
  seam: {
    title: 'seam',
    meaning: 'Root mean square step over the border of the hole, over that of the original: above 1 the border shows.',
    source: 'docs/inpainting.md',
  },
  rHat: {
    title: 'R̂',
    meaning:
      'Whether chains agree: spread of all draws over that within chains. 1 if they do; above 1.01 a longer warm-up or more draws are needed.',
    equation: 'R̂ = √(var⁺ / W), of ranks, of half chains',
    source: 'Vehtari et al. 2021, arXiv:1903.08008',
  },
  effectiveDraws: {
    title: 'effective draws',
    meaning: 'How many independent draws would be worth as much as the correlated ones of the chains.',
    equation: 'draws / (1 + 2 Σ ρ_t), ρ_t the correlation of draws t apart',
    source: 'Vehtari et al. 2021, arXiv:1903.08008',
  },
  acceptance: {
    title: 'acceptance',
    meaning: 'Mean probability that a step of Hamiltonian Monte Carlo was accepted; the step size is learned for 0.8.',
    equation: 'min(1, exp(H before − H after))',
    source: 'Neal 2011, arXiv:1206.1901; Hoffman & Gelman 2014, arXiv:1111.4246',
  },
} satisfies Record<string, Quantity>
