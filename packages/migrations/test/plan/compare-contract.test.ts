import type { Artifact, DeployedContract, ProxyRecord } from '@scaffold-evm/project'
import { expect } from 'chai'
import { id } from 'ethers'
import { digestCode } from '../../src/internal/files/digest.js'
import { proxySlots } from '../../src/internal/proxies/proxy-slots.js'
import { type ContractFacts, compareContract } from '../../src/plan.js'

const [a, b, c] = ['a', 'b', 'c'].map((digit) => `0x${digit.repeat(40)}`) as [
  string,
  string,
  string,
]

const artifact: Artifact = {
  _format: 'hh-sol-artifact-1',
  contractName: 'Box',
  sourceName: 'contracts/Box.sol',
  abi: [{ type: 'constructor', inputs: [{ name: 'x', type: 'uint256' }] }],
  bytecode: '0x6001',
  deployedBytecode: `0x60${'00'.repeat(20)}5f${'00'.repeat(2)}`,
  linkReferences: {},
  deployedLinkReferences: { 'contracts/Lib.sol': { Lib: [{ start: 1, length: 20 }] } },
  immutableReferences: { '7': [{ start: 22, length: 2 }] },
  buildInfoId: 'build',
}

function runtime(library: string, immutable: string): `0x${string}` {
  return `0x60${library.slice(2)}5f${immutable}`
}

const recorded: DeployedContract = {
  contract: 'contracts/Box.sol:Box',
  address: a,
  migration: '01_a',
  args: ['5'],
  codeDigest: digestCode(artifact.bytecode),
  libraries: { 'contracts/Lib.sol:Lib': b },
}

const facts: ContractFacts = {
  code: runtime(b, '1234'),
  codeHash: '0x',
  implementationCode: undefined,
  implementation: undefined,
  admin: undefined,
  beacon: undefined,
  facets: undefined,
  owner: undefined,
  adminOwner: undefined,
  creationInput: undefined,
}

const proxy: ProxyRecord = {
  kind: 'transparent',
  contract: 'contracts/Box.sol:Box',
  implementation: b,
  codeDigest: digestCode(artifact.bytecode),
  version: 1,
  migration: '01_a',
  admin: c,
}

const behind: ContractFacts = {
  ...facts,
  code: '0xfe',
  implementation: b,
  implementationCode: runtime(a, '0000'),
  admin: c,
}

const { libraries: _, args: __, ...plain } = recorded
const proxied: DeployedContract = { ...plain, proxy }

const input = (argument: number): `0x${string}` =>
  `0x6001${argument.toString(16).padStart(64, '0')}`

describe('compareContract', () => {
  const cases: readonly (readonly [string, DeployedContract, ContractFacts, readonly string[]])[] =
    [
      ['passes what is as recorded, whatever its immutables are', recorded, facts, []],
      ['misses code', recorded, { ...facts, code: '0x' }, ['code']],
      ['tells other code', recorded, { ...facts, code: '0x6000' }, ['code']],
      ['tells another library', recorded, { ...facts, code: runtime(c, '1234') }, ['libraries']],
      ['passes the arguments that were sent', recorded, { ...facts, creationInput: input(5) }, []],
      ['tells other arguments', recorded, { ...facts, creationInput: input(6) }, ['arguments']],
      ['tells another owner', { ...recorded, owner: a }, { ...facts, owner: b }, ['owner']],
      ['tells that nobody is the owner any more', { ...recorded, owner: a }, facts, ['owner']],
      ['knows nothing of owners that were not recorded', recorded, { ...facts, owner: b }, []],
      ['passes a proxy that is as recorded', proxied, behind, []],
      ['tells another admin', proxied, { ...behind, admin: a }, ['admin']],
      [
        'tells another owner of an admin',
        { ...proxied, adminOwner: a },
        { ...behind, adminOwner: b },
        ['admin-owner'],
      ],
      [
        'tells another implementation, and not what follows from it',
        { ...proxied, owner: a },
        { ...behind, implementation: c },
        ['implementation'],
      ],
      [
        'tells other code behind a proxy',
        proxied,
        { ...behind, implementationCode: '0x6000' },
        ['implementation-code'],
      ],
      [
        'tells another beacon',
        { ...proxied, proxy: { ...proxy, beacon: a } },
        { ...behind, beacon: c },
        ['beacon'],
      ],
      [
        'tells functions of a diamond that are elsewhere, or nowhere',
        {
          ...recorded,
          diamond: {
            version: 1,
            migration: '01_a',
            facets: {
              F: {
                contract: 'F',
                address: b,
                codeDigest: '0x',
                selectors: ['0x01020304', '0x05060708', '0x090a0b0c'],
              },
            },
          },
        },
        {
          ...facts,
          facets: new Map([
            ['0x01020304', b],
            ['0x05060708', c],
          ]),
        },
        ['facet'],
      ],
    ]
  for (const [what, record, found, differences] of cases) {
    it(what, () => {
      const compared = compareContract({ recorded: record, artifact, facts: found })
      expect(compared.map((it) => it.what)).to.deep.equal(differences)
    })
  }

  it('does not compare code whose source changed, or is gone', () => {
    const changed = { ...artifact, bytecode: '0x6002' } as const
    const other = { ...facts, code: '0x6000' } as const
    for (const now of [changed, undefined]) {
      const { libraries, ...rest } = recorded
      expect(compareContract({ recorded: rest, artifact: now, facts: other })).to.deep.equal([])
    }
  })

  it('looks where EIP-1967 says', () => {
    for (const [name, slot] of Object.entries(proxySlots)) {
      const hash = BigInt(id(`eip1967.proxy.${name}`)) - 1n
      expect(BigInt(slot), name).to.equal(hash)
    }
  })
})
