import { expect } from 'chai'
import { scanSource } from '../../../src/internal/modules/scan-source.js'

describe('scanSource', () => {
  it('sees imports and CommonJS', () => {
    const scan = scanSource(
      "import a from './a.js'\nexport { b } from '../b'\nawait import('./c.ts')\nimport 'x'\n",
    )
    expect(scan.relativeImports).to.deep.equal(['./a.js', '../b', './c.ts'])
    expect(scan.isCommonJs).to.equal(false)
    expect(scanSource("const x = require('./x')").isCommonJs).to.equal(true)
  })
})
