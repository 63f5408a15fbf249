import type { Quantity } from './quantity.ts'

/** What a training makes small, and what it tells of itself. */
export const trainingQuantities = {
  negativeElbo: {
    title: 'negative ELBO',
    meaning:
      'The loss of an autoencoder: an upper bound of −ln p(x), of which the two terms are drawn below. Lower is better; only runs on the same dataset can be compared.',
    equation: '−ELBO = −E_q(z|x) [ln p(x|z)] + KL(q(z|x) ‖ p(z))',
    unit: 'nat per patch',
    source: 'Thorne, Knox & Prabhu 2021, Eqs. 7 and 9; Kingma & Welling 2014, arXiv:1312.6114',
  },
  reconstruction: {
    title: 'reconstruction',
    meaning: 'How far decoded patches are from the originals: the first term of the negative ELBO.',
    equation:
      'Σ (x − g(z))² over the pixels, z drawn from the posterior; with a learned width ½ Σ [(x − g(z))² / σ² + ln 2πσ²]',
    unit: 'nat per patch',
    source: 'Thorne, Knox & Prabhu 2021, Eq. 9',
  },
  kl: {
    title: 'KL',
    meaning:
      'Kullback–Leibler divergence of the posterior from the prior: the information about a patch in its latents. A latent with 0 is not used.',
    equation: 'KL = ½ Σ (μ² + s² − 1 − ln s²) over the latents',
    unit: 'nat per patch',
    source: 'Kingma & Welling 2014, Appendix B',
  },
  klWeight: {
    title: 'KL weight',
    meaning: 'The factor of KL in the loss; below 1 while it is warmed up.',
    equation: 'loss = reconstruction + weight · KL',
    source: 'Bowman et al. 2016, arXiv:1511.06349; Higgins et al. 2017',
  },
  activeLatents: {
    title: 'active latents',
    meaning: 'Latents that carry information: those whose mean KL on validation patches is above 0.01 nat.',
    source: 'Burda et al. 2016, arXiv:1509.00519 (who use the variance of the means)',
  },
  velocityError: {
    title: 'velocity error',
    meaning:
      'The loss of a flow: how far its velocity is from that of the straight path between noise and patch, averaged along the path. It never reaches 0, as paths cross.',
    equation: 'E |v(x_t, t) − (x₁ − x₀)|² per value, with x_t = (1 − t) x₀ + t x₁, x₀ noise, x₁ patch',
    source: 'Lipman et al. 2023, arXiv:2210.02747',
  },
  negativeLogDensity: {
    title: 'negative log density',
    meaning: 'The loss of a coupling flow: −ln of the density that it gives to the latents.',
    equation: '−ln p(z) = ½ |u|² + (n / 2) ln 2π − ln |∂u/∂z|, u the noise that z is carried to',
    unit: 'nat',
    source: 'Dinh et al. 2017, arXiv:1605.08803',
  },
  gradientNorm: {
    title: 'gradient norm',
    meaning:
      'Length of the gradient over all weights, before it is clipped; the mean over the steps of an epoch. Jumps go with an unstable training.',
    source: 'Pascanu et al. 2013, arXiv:1211.5063',
  },
  likelihood: {
    title: 'likelihood',
    meaning:
      'Mean ln of the density that a flow gives to patches that it has not seen, or a prior to their latents. Higher is better; models are compared on the same patches.',
    equation: 'ln p(x₁) = ln N(x₀) − ∫ ∇·v dt along the path from noise to patch; ∇·v by Hutchinson’s probes',
    unit: 'nat per patch; bit per pixel',
    source: 'Chen et al. 2018, arXiv:1806.07366; Grathwohl et al. 2019, arXiv:1810.01367',
  },
} satisfies Record<string, Quantity>
