import { z } from 'zod'

/** How a flow is solved: the two-step midpoint method, the midpoint method, or Heun's. */
export const solverSchema = z.enum(['two-step', 'midpoint', 'heun'])
export type SolverName = z.infer<typeof solverSchema>

/** The solver unless another is named. */
export const usualSolver: SolverName = 'two-step'

/** Steps of a flow's solver. */
export const solverStepsSchema = z.number().int().min(1).max(10_000)
