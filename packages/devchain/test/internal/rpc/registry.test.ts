import { readFileSync } from 'node:fs'
import { expect } from 'chai'
import { aliases } from '../../../src/internal/rpc/aliases.js'
import { registry } from '../../../src/internal/rpc/registry.js'

const page = new URL('../../../../../../docs/json-rpc.md', import.meta.url)

describe('registry', () => {
  it('has every name under which a method is also called', () => {
    for (const [alias, name] of Object.entries(aliases)) {
      expect(registry.get(alias), alias).to.equal(registry.get(name))
      expect(registry.has(alias), alias).to.equal(true)
    }
  })

  it('is what the documentation lists', () => {
    const named = readFileSync(page, 'utf8').matchAll(/`(\w+_\w+)[`(]/g)
    const documented = new Set([...named].map(([, name]) => name ?? ''))
    expect([...documented].sort()).to.deep.equal([...registry.keys()].sort())
  })
})
