import { defineMigration } from 'scaffold-evm'

/** Another salt, other addresses. */
const salt = 'example-nested 1'
const twoDays = 2n * 24n * 3600n

export default defineMigration(async (m) => {
  const [owner] = m.accounts
  // Proposed and executed by the owner, after two days; nobody can change that but the timelock itself.
  const timelock = await m.deploy('TimelockController', {
    args: [twoDays, [owner], [owner], '0x0000000000000000000000000000000000000000'],
    salt,
  })

  await m.deploy('Rounding', { salt })
  await m.deploy('Portions', { salt }) // linked to Rounding
  const terms = await m.deployProxy('Terms', { args: [5n, timelock], salt })
  const registry = await m.deploy('Registry', { args: [owner], salt })
  const factory = await m.deploy('VaultFactory', { args: [registry, terms, owner], salt })
  await m.call(registry, 'setFactory', [factory])

  await m.create('Gold', factory, 'open', ['gold'], { contract: 'Vault', event: 'Opened.vault' })
  await m.call(factory, 'openPair', ['silver'], {
    creates: {
      SilverLeft: { contract: 'Vault', returns: 'left' },
      SilverRight: { contract: 'Vault', returns: 'right' },
    },
  })

  // Done last, when all the rest has succeeded: the owner, and who may upgrade the terms.
  await m.handOver([registry, factory, terms], timelock)
})
