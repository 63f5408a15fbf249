import { z } from 'zod'
import { priorNameSchema } from '../../../src-preload/contract/priors.ts'
import { checkpointSchema } from '../../../src-preload/contract/runs.ts'
import { givenNumbersSchema } from '../../../src-preload/contract/samples.ts'
import { solverSchema, solverStepsSchema } from '../../../src-preload/contract/solver.ts'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import { latentChoiceSchema, type LatentChoice } from '../../engine/contract.ts'

/** How pictures are made, as the query of their address says. */
const solvedSchema = z.object({
  checkpoint: checkpointSchema.default('best'),
  solver: solverSchema.optional(),
  solverSteps: z.coerce.number().pipe(solverStepsSchema).optional(),
  prior: priorNameSchema.optional(),
  unit: z.enum(['standard', 'map']).default('standard'),
  given: z
    .string()
    .transform((text, { issues }) => {
      try {
        return JSON.parse(text) as unknown
      } catch {
        issues.push({ code: 'custom', message: 'needed: JSON', input: text })
        return z.NEVER
      }
    })
    .pipe(givenNumbersSchema)
    .optional(),
})

/**
 * What an address of decoded pictures asks for: how they are made, and of which latents.
 * @throws CirrusError invalid-params, naming the parameter
 */
export function solvedOfQuery<K extends LatentChoice['kind']>(kind: K, query: URLSearchParams) {
  const { channel: _, ...words } = Object.fromEntries(query)
  const solved = parsed(solvedSchema, words)
  const others = Object.entries(words).filter(([name]) => !(name in solvedSchema.shape))
  const numbers = Object.fromEntries(others.map(([name, text]) => [name, Number(text)]))
  const latents = parsed(latentChoiceSchema, { kind, ...numbers }) as Extract<LatentChoice, { kind: K }>
  return { ...solved, latents }
}

function parsed<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const { data, error } = schema.safeParse(value)
  if (!error) return data
  const [{ path, message }] = error.issues
  throw new CirrusError('invalid-params', `${path.join('.') || 'latents'}: ${message}`)
}
