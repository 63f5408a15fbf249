/** Mean KL over the patches, in nats, above which a latent is active (Burda, Grosse & Salakhutdinov 2016). */
export const activeAbove = 0.01

/** Number of active latents. @param kl mean KL of each latent, nats */
export const activeLatents = (kl: Float32Array): number =>
  kl.reduce((count, value) => count + (value > activeAbove ? 1 : 0), 0)
