import { expect } from 'chai'
import { npmScripts } from '../../src/internal/npm-scripts.js'

describe('npmScripts', () => {
  const braced = (name: string): string => `\${npm_package_config_${name}}`

  it('fills in what npm gives to scripts', () => {
    const config = { mnemonic: 'a b', port: 8545, empty: '', deep: {} }
    const line = (text: string): string | undefined =>
      npmScripts({ scripts: { chain: text }, config })['chain']
    expect(line(`-m "${braced('mnemonic')}" -p $npm_package_config_port`)).to.equal(
      '-m "a b" -p 8545',
    )
    expect(line(`-p %npm_package_config_port%${braced('empty')}`)).to.equal('-p 8545')
    const unknown = `$npm_package_config_other ${braced('deep')}`
    expect(line(unknown)).to.equal(unknown)
  })

  it('has no scripts where there are none', () => expect(npmScripts({})).to.deep.equal({}))
})
