import { z } from 'zod'

/** How a flow is solved: Heun's method, or the midpoint method. */
export const solverSchema = z.enum(['heun', 'midpoint'])
export type SolverName = z.infer<typeof solverSchema>

/** The solver unless another is named. */
export const usualSolver: SolverName = 'midpoint'

/** Steps of a flow's solver. */
export const solverStepsSchema = z.number().int().min(1).max(10_000)
