import { describe, expect, it } from 'vitest'
import { atMirror, productNamed, products } from '../../../../src-main/application/maps/download/products.ts'
import { requireSafeAddress } from '../../../../src-main/application/host/download/follow-redirects.ts'

describe('the products of the Planck Legacy Archive', () => {
  it('have names, files and addresses of their own, over https, and a citation', () => {
    for (const key of ['name', 'file', 'url', 'title'] as const)
      expect(new Set(products.map((product) => product[key])).size, key).toBe(products.length)
    for (const { url, file, citation } of products) {
      expect(requireSafeAddress(url).protocol).toBe('https:')
      expect(url.endsWith(`/${file}`)).toBe(true)
      expect(citation).toMatch(/A&A \d+, A\d+/)
    }
  })

  it('are the dust maps at three frequencies, the dust model, polarisation, Commander, and masks', () => {
    const names = products.map(({ name }) => name)
    for (const name of ['gnilc-353', 'gnilc-545', 'gnilc-857', 'gnilc-tau', 'gnilc-beta', 'gnilc-temperature'])
      expect(names).toContain(name)
    for (const name of ['gnilc-iqu', 'commander-dust', 'dust-model-2013', 'mask-galactic', 'mask-point-sources'])
      expect(names).toContain(name)
  })

  it('agree with the file’s name in nside and frequency', () => {
    for (const { file, nside, frequency } of products) {
      expect(file).toContain(`_${String(nside).padStart(4, '0')}_R`)
      const [, inName] = /-F(\d+)_/.exec(file) ?? []
      if (inName) expect(frequency).toBe(Number(inName))
    }
  })

  it('have the checksum that dustmaps publishes, where it has one', () => {
    // dustmaps/planck.py of gregreen/dustmaps, measured on files of the Planck Legacy Archive.
    expect(productNamed('gnilc-tau').md5).toBe('fc385c2ee5e82edf039cbca6e82d6872')
    expect(productNamed('dust-model-2013').md5).toBe('8d804f4e64e709f476a63f0dfed1fd11')
  })

  it('are suggested for a mistyped name', () => {
    expect(() => productNamed('gnilc545')).toThrow(
      /^There is no product gnilc545\. Did you mean gnilc-545 .*cirrus map download lists all names\.$/,
    )
    expect(() => productNamed('')).toThrow('There is no product .')
  })

  it('can come from a mirror', () => {
    const product = productNamed('gnilc-545')
    expect(atMirror(product, 'https://mirror.org/planck').url).toBe(`https://mirror.org/planck/${product.file}`)
    expect(atMirror(product, 'https://mirror.org/planck/').url).toBe(`https://mirror.org/planck/${product.file}`)
    const archive = 'https://pla.esac.esa.int/pla/aio/product-action?MAP.MAP_ID='
    expect(atMirror(product, archive).url).toBe(archive + product.file)
  })
})
