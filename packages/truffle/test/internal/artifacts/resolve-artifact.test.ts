import assert from 'node:assert/strict'
import { createArtifactStore } from '../../../src/internal/artifacts/artifact-store.js'
import {
  artifactNotFoundError,
  resolveArtifact,
} from '../../../src/internal/artifacts/resolve-artifact.js'
import { TruffleFolder } from '../../support/truffle-folder.js'

function artifact(contractName: string, sourcePath: string): string {
  return JSON.stringify({ contractName, sourcePath, abi: [], networks: {} }, null, 2)
}

describe('resolveArtifact', () => {
  let folder: TruffleFolder
  let find: (name: string) => string | undefined
  before(() => {
    folder = new TruffleFolder()
    const source = (name: string): string => folder.path(`contracts/${name}`)
    folder.write('build/contracts/Box.json', artifact('Box', source('Box.sol')))
    folder.write('build/contracts/Inner.json', artifact('Inner', source('Many.sol')))
    folder.write('build/contracts/ERC20.json', artifact('ERC20', 'oz/contracts/ERC20.sol'))
    folder.write('node_modules/@pkg/a/build/contracts/Token.json', artifact('Token', 'a'))
    folder.write('node_modules/flat/build/Token.json', artifact('Token', 'flat'))
    folder.write('node_modules/oz/build/contracts/ERC20.json', artifact('ERC20', 'packed'))
    const store = createArtifactStore(folder.path('build/contracts'))
    const config = { working_directory: folder.root }
    find = (name) => resolveArtifact(config, store, name)?.sourcePath
  })
  after(() => folder.remove())

  it('finds the project’s own contracts however they are written', () => {
    const box = folder.path('contracts/Box.sol')
    for (const name of [
      'Box',
      'Box.sol',
      './Box.sol',
      './Box',
      'libs/Box',
      '../contracts/Box.sol',
    ]) {
      assert.equal(find(name), box, name)
    }
  })

  it('finds by the absolute path of a source, whatever the contract is called', () => {
    assert.equal(find(folder.path('contracts/Box.sol')), folder.path('contracts/Box.sol'))
    assert.equal(find(folder.path('contracts/Many.sol')), folder.path('contracts/Many.sol'))
    assert.equal(find('/elsewhere/Box.sol'), undefined)
  })

  it('finds by qualified name', () => {
    assert.equal(find('contracts/Many.sol:Inner'), folder.path('contracts/Many.sol'))
    assert.equal(find('contracts/Box.sol:Inner'), undefined)
  })

  it('finds what packages bring along', () => {
    assert.equal(find('@pkg/a/Token'), 'a')
    assert.equal(find('@pkg/a/Token.sol'), 'a')
    assert.equal(find('flat/Token'), 'flat')
    assert.equal(find('@pkg/a/contracts/Token.sol'), 'a')
    assert.equal(find('@pkg/a/Nothing'), undefined)
  })

  it('prefers what the project compiled to what lies in the package of a source', () => {
    assert.equal(find('oz/contracts/ERC20.sol'), 'oz/contracts/ERC20.sol')
    assert.equal(find('oz/ERC20'), 'packed')
  })

  it('finds nothing by a name that nobody has', () => {
    assert.equal(find('Nothing'), undefined)
    assert.equal(
      artifactNotFoundError('Nothing').message,
      'Could not find artifacts for Nothing from any sources',
    )
  })
})
