import { pixelsOfField, type SkyField } from '../../../src-shared/sky/field.ts'

/** Counts of a field's own values, with those pixels that a partial map has no value for as missing. */
export const withAbsent = <Counts extends { missing: number }>(field: SkyField, counts: Counts): Counts => ({
  ...counts,
  missing: counts.missing + pixelsOfField(field) - field.values.length,
})
