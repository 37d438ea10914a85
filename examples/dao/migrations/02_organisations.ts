import { defineMigration } from 'scaffold-evm'

const minimumQuorum = 500
const debatingPeriodSec = 7 * 24 * 60 * 60

export default defineMigration(async (m) => {
  const shares = await m.deployed('Shares')
  await m.deploy('Democracy', { args: [shares, minimumQuorum, debatingPeriodSec] })

  const token = await m.deployed('VoterToken')
  await m.deploy('Dao', { args: [token, minimumQuorum, debatingPeriodSec] })
})
