/** What a number or a curve in the window is. Its texts are those of docs/glossary.md and the papers. */
export interface Quantity {
  /** Its name, as on axes and in tables. */
  title: string
  /** One sentence, or two: what it tells, and which values are good. */
  meaning: string
  /** Its definition, in Unicode. */
  equation?: string
  /** None for a number without a unit. */
  unit?: string
  /** The paper, equation or standard that defines it. */
  source: string
}
