import { expect } from 'chai'
import { failure } from '../support/expect-code.js'
import { withSolidity } from '../support/solidity-project.js'

const box = (version: string): string => `contract Box {
  uint256 public value;
  address public owner;
  function initialize(uint256 value_, address owner_) external { require(owner == address(0)); value = value_; owner = owner_; }
  function version() external pure returns (uint256) { return ${version}; }
}`

const deploy = (options: string): string =>
  `await m.deployProxy('Box', { args: [7n, m.accounts[0]], ${options} })`

describe('deployProxy with a salt', function () {
  this.timeout(60_000)

  it('puts proxies and their implementations where salts say, whatever was sent before', async () => {
    const found: Readonly<Record<string, string>>[] = []
    for (const before of ['', "await m.deploy('Box', { id: 'Plain' })"]) {
      await withSolidity({ 'Box.sol': box('1') }, async (on) => {
        const { contracts } = await on.migrate({
          '01_box': `${before}
            ${deploy("id: 'Two', salt: 'box'")}
            ${deploy("id: 'Three', create3: { salt: 'box' }")}
            ${deploy("id: 'Nonce'")}`,
        })
        found.push(contracts)
        const record = await on.connection.deployments.read()
        expect(record?.contracts.Two?.origin?.by).to.equal('create2')
        expect(record?.contracts.Three?.origin?.by).to.equal('create3')
        expect(record?.contracts.Two?.proxy?.implementation).to.equal(
          record?.contracts.Three?.proxy?.implementation,
        )
      })
    }
    const [first, second] = found
    for (const name of ['Two', 'Three']) expect(first?.[name], name).to.equal(second?.[name])
    expect(first?.Nonce).not.to.equal(second?.Nonce)
  })

  it('upgrades them as others', async () => {
    await withSolidity({ 'Box.sol': box('1') }, async (on) => {
      const file = { '01_box': deploy("salt: 'box'") }
      const { contracts } = await on.migrate(file)
      await on.compile({ 'Box.sol': box('2') })
      const again = await on.migrate(file)
      expect(again.contracts).to.deep.equal(contracts)
      expect(again.files[0]?.steps.map(({ change }) => change?.action)).to.include('upgrade')
    })
  })

  it('does not take a proxy that is there for the one that it deploys', async () => {
    await withSolidity({ 'Box.sol': box('1') }, async (on) => {
      const file = { '01_box': deploy("salt: 'box'") }
      const { contracts } = await on.migrate(file)
      await on.connection.deployments.clear()
      const error = await failure('MIGRATION_ADDRESS_TAKEN', () => on.migrate(file))
      expect(error.data).to.include({ address: contracts.Box })
      expect(error.hint).to.include('importProxy')
    })
  })

  it('warns of an initializer that makes its sender the owner', async () => {
    const sender = box('1').replace('owner = owner_', 'owner = msg.sender')
    await withSolidity({ 'Box.sol': sender }, async (on) => {
      const { warnings } = await on.migrate({ '01_box': deploy("salt: 'box'") })
      expect(warnings).to.have.length(1)
      expect(warnings[0]).to.include('nobody controls it')
    })
  })
})
