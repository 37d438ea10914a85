import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect } from 'chai'
import { locateSolc } from '../src/locate-solc.js'
import { useTempProject } from './support/temp-project.js'

/** Of this repository. */
const solc = fileURLToPath(new URL('../../../../node_modules/solc', import.meta.url))
const { version: own } = createRequire(import.meta.url)(join(solc, 'package.json'))

describe('locateSolc', () => {
  const temp = useTempProject({
    'contracts/A.sol': 'pragma solidity >=0.8.20; contract A {}',
  })
  const versionFor = async (compilers: object): Promise<string | undefined> => {
    temp.write({ 'truffle-config.js': `module.exports = ${JSON.stringify({ compilers })}` })
    return (await locateSolc(await temp.load()))?.version
  }

  it('finds what a path, a version, a range and pragmas mean', async () => {
    expect(await versionFor({ solc: { version: solc } })).to.equal(own)
    expect(await versionFor({ solc: { version: join(solc, 'soljson.js') } })).to.equal(own)
    expect(await versionFor({ solc: { version: own } })).to.equal(own)
    expect(await versionFor({ solc: { version: `>=${own} <0.9.0` } })).to.equal(own)
    expect(await versionFor({ solc: { version: 'pragma' } })).to.match(/^0\.8\./)
    // Truffle's default does not do for the sources.
    expect(await versionFor({})).to.match(/^0\.8\./)
  })

  it('finds the nearest that the sources allow of a release that npm does not have', async () => {
    temp.write({ 'contracts/A.sol': `pragma solidity >=${own}; contract A {}` })
    expect(await versionFor({ solc: { version: '0.8.1' } })).to.equal(own)
  })

  it('gives nothing where there is none', async () => {
    expect(await versionFor({ solc: { version: '/nowhere' } })).to.equal(undefined)
    expect(await versionFor({ solc: { version: 'no version' } })).to.equal(undefined)
  })
})
