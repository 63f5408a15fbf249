/** The bytes of a FITS file, plain or decompressed, never all in memory. */
export interface ByteSource {
  readonly file: string
  /** number of bytes; null for a compressed file, whose length is unknown until its end is reached */
  readonly size: number | null
  /**
   * Fills `target` with the bytes from `position` on, and returns how many there were before the end of the file.
   * Reading forwards is cheap; reading backwards restarts a compressed file.
   */
  read(target: Uint8Array, position: number): Promise<number>
  close(): Promise<void>
}
