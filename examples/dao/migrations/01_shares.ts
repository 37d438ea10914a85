import { defineMigration } from 'scaffold-evm'

export default defineMigration(async (m) => {
  await m.deploy('Shares', { args: [1_000] })
  await m.deploy('VoterToken', { args: [1_000] })
})
