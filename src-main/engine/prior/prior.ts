/**
 * A distribution of latents, as a map from independent standard normal numbers to latents and back. All arrays are
 * [batch, latents]. Release it with `free`.
 */
export interface Prior {
  place(noise: Float32Array): Float32Array
  noiseOf(latents: Float32Array): Float32Array
  free(): void
}

/** N(0, 1), the prior that an autoencoder is trained with. */
export const standardNormal: Prior = { place: (noise) => noise, noiseOf: (latents) => latents, free: () => {} }
