/** The part of aladin-lite 3.8 that the sky view uses; the package has no types of its own. */
declare module 'aladin-lite' {
  export interface Survey {
    setColormap(name: string, options: { stretch: string; reversed?: boolean }): void
    setCuts(min: number, max: number): void
  }
  export interface Aladin {
    readonly view: {
      readonly wasm: {
        /** Positions in the displayed frame; null off the sky. */
        pix2world(x: number, y: number): ArrayLike<number> | null
        /** ICRS positions to x, y pairs; 0, 0 where they are behind the sky. */
        worldToScreenVec(ra: ArrayLike<number>, dec: ArrayLike<number>): ArrayLike<number>
        getCenter(): ArrayLike<number>
      }
      /** Called in each frame; draws, and asks for the next. */
      redrawClbk: (now: number) => void
      readonly resizeObserver: ResizeObserver
      /** What is seen; of the view's own size if width and height are not given. */
      getCanvasDataURL(format: 'image/png', width?: number, height?: number, withLogo?: boolean): Promise<string>
    }
    /** Its own right-click menu. */
    contextMenu: unknown
    getFov(): [number, number]
    setFoV(degrees: number): void
    getZoomFactor(): number
    setZoomFactor(factor: number): void
    setProjection(name: 'MOL' | 'SIN' | 'TAN' | 'STG'): void
    gotoPosition(lon: number, lat: number, frame: 'gal'): void
    setBaseImageLayer(survey: Survey): void
    /** Also replaces one of this name. */
    addColormap(name: string, colors: string[]): void
    on(event: 'zoomChanged', callback: () => void): void
  }
  const A: {
    init: Promise<void>
    aladin(element: HTMLElement, options: Record<string, unknown>): Aladin
    imageHiPS(url: string, options: Record<string, unknown>): Survey
  }
  export default A
}
