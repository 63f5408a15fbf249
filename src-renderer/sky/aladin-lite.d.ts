/** The part of aladin-lite 3.8 that the sky view uses; the package brings no types. */
declare module 'aladin-lite' {
  export interface Survey {
    setColormap(name: string, options: { stretch: string; reversed?: boolean }): void
    setCuts(min: number, max: number): void
  }
  export interface Aladin {
    readonly view: {
      readonly wasm: {
        /** Positions in the frame that is shown; null off the sky. */
        pix2world(x: number, y: number): ArrayLike<number> | null
        /** ICRS positions to x, y pairs, NaN where they are behind the view. */
        worldToScreenVec(ra: ArrayLike<number>, dec: ArrayLike<number>): ArrayLike<number>
        getCenter(): ArrayLike<number>
      }
    }
    getFov(): [number, number]
    setFoV(degrees: number): void
    getZoomFactor(): number
    setZoomFactor(factor: number): void
    gotoPosition(lon: number, lat: number, frame: 'gal'): void
    setBaseImageLayer(survey: Survey): void
    setCooGrid(options: {
      enabled: boolean
      color?: string
      opacity?: number
      labelSize?: number
      thickness?: number
    }): void
    setBackgroundColor(color: string): void
    getListOfColormaps(): string[]
    addColormap(name: string, colors: string[]): void
  }
  const A: {
    init: Promise<void>
    aladin(element: HTMLElement, options: Record<string, unknown>): Aladin
    imageHiPS(url: string, options: Record<string, unknown>): Survey
  }
  export default A
}
