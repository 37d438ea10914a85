import { defineMigration } from 'scaffold-evm'

const minimumQuorum = 500
const debatingPeriodSec = 7 * 24 * 60 * 60

/** The same Dao behind a proxy. What its constructor is given is part of the code; it stores nothing. */
export default defineMigration(async (m) => {
  const [, ann = '', bob = '', charity = ''] = m.accounts
  const token = await m.deploy('VoterToken', { id: 'UpgradeableShare', args: [1_000] })
  await m.call(token, 'transfer', [ann, 400])
  await m.call(token, 'transfer', [bob, 200])

  const dao = await m.deployProxy('Dao', {
    id: 'UpgradeableDao',
    kind: 'transparent',
    constructorArgs: [token, minimumQuorum, debatingPeriodSec],
    unsafeAllow: ['constructor', 'state-variable-immutable'],
  })
  await m.call(dao, 'propose', [charity, 3n, '0x1234', 'Three wei for a good cause'])
  await m.call(dao, 'propose', [charity, 5n, '0x', 'Five more'])
  await m.call(dao, 'vote', [0, true], { from: ann })
  await m.call(dao, 'vote', [1, false], { from: bob })
})
