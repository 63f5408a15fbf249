/** Nats of KL divergence, a mean over patches, above which a latent says something about them. */
export const activeAbove = 0.01

/** How many latents are active. @param kl mean KL of each latent, nats */
export const activeLatents = (kl: Float32Array): number =>
  kl.reduce((count, value) => count + (value > activeAbove ? 1 : 0), 0)
