import { defineMigration } from 'scaffold-evm'

const minimumQuorum = 500
const debatingPeriodSec = 7 * 24 * 60 * 60

export default defineMigration(async (m) => {
  const token = await m.deployed('UpgradeableShare')
  await m.upgrade('UpgradeableDao', {
    to: 'DaoV2',
    constructorArgs: [token, minimumQuorum, debatingPeriodSec],
    call: ['adopt', ['All power to the members']],
    unsafeAllow: ['constructor', 'state-variable-immutable'],
  })
})
