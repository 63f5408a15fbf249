/**
 * The home folder can't be used: another instance holds it, it can't be written, a newer Cirrus wrote it, it is damaged. Or a
 * record can't be added, as what it belongs to is gone.
 */
export class CatalogError extends Error {
  readonly code: 'home-in-use' | 'unusable-home' | 'newer-catalog' | 'broken-catalog' | 'gone'
  constructor(code: CatalogError['code'], message: string) {
    super(message)
    this.name = 'CatalogError'
    this.code = code
  }
}
