import assert from 'node:assert/strict'
import { hexToBytes } from '@scaffold-evm/common'
import type { Artifact } from '@scaffold-evm/compiler'
import { CodeMatcher } from '../../src/internal/match-code.js'
import { createTempSource } from '../temp-source.js'

/** What the contracts are when somebody else compiled them: with a comment, or another kind of metadata. */
async function compiled(ending: string, metadata: object = {}): Promise<readonly Artifact[]> {
  const source = await createTempSource('calls.sol', ending)
  const { artifacts } = await source.build('default', { metadata })
  await source.remove()
  return artifacts
}

/** Libraries get addresses, immutables values: here all the same byte. */
function deployedCode({ deployedBytecode, immutableReferences }: Artifact): Uint8Array {
  const code = hexToBytes(deployedBytecode.replace(/__.{36}__/g, '5a'.repeat(20)))
  for (const { start, length } of Object.values(immutableReferences).flat()) {
    code.fill(0x5a, start, start + length)
  }
  if (code[0] === 0x73) code.fill(0x5a, 1, 21)
  return code
}

describe('CodeMatcher', function () {
  this.timeout(60_000)
  let own: readonly Artifact[]
  before(async () => {
    own = await compiled('')
  })

  const others: readonly (readonly [string, string, object])[] = [
    ['a comment more', '// who reads this?\n', {}],
    ['metadata without a hash', '', { bytecodeHash: 'none' }],
    ['a hash of the older kind', '', { bytecodeHash: 'bzzr1' }],
  ]
  for (const [what, ending, metadata] of others) {
    it(`recognises deployed code that was compiled with ${what}`, async () => {
      const matcher = new CodeMatcher(own)
      const foreign = (await compiled(ending, metadata)).filter(
        ({ contractName, deployedBytecode }) =>
          // Code that holds the code of others is of another length when their metadata is.
          deployedBytecode !== '0x' && (contractName !== 'Vault' || ending !== ''),
      )
      assert.ok(foreign.length >= 4)
      for (const artifact of foreign) {
        const found = matcher.runtime(deployedCode(artifact))
        assert.equal(found?.contractName, artifact.contractName)
      }
    })
  }

  it('recognises creation code with arguments and other metadata', async () => {
    const matcher = new CodeMatcher(own)
    for (const artifact of await compiled('// a comment\n')) {
      if (artifact.bytecode === '0x') continue
      const digits = artifact.bytecode.replace(/__.{36}__/g, '5a'.repeat(20))
      const found = matcher.creation(hexToBytes(`0x${digits.slice(2)}${'00'.repeat(64)}`))
      assert.equal(found?.contractName, artifact.contractName)
    }
  })

  it('does not recognise what differs by one instruction', () => {
    const matcher = new CodeMatcher(own)
    const oracle = own.find(({ contractName }) => contractName === 'Oracle') ?? assert.fail()
    const code = deployedCode(oracle)
    code[40] = (code[40] ?? 0) ^ 1
    assert.equal(matcher.runtime(code), undefined)
  })
})
