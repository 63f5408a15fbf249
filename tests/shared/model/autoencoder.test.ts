import { expect, test } from 'vitest'
import { architectures } from '../../../src-main/engine/model/architectures/index.ts'
import { isAutoencoder, whyNoAutoencoder } from '../../../src-shared/model/autoencoder.ts'
import { architectureSchema } from '../../../src-shared/model/configuration.ts'

test.each(architectureSchema.options)(
  '%s is an autoencoder if the engine has its encoder and decoder',
  (architecture) => {
    expect(isAutoencoder({ architecture })).toBe(architectures[architecture].autoencoder !== null)
    expect(whyNoAutoencoder({ architecture }) === null).toBe(isAutoencoder({ architecture }))
  },
)
