import { defineMigration } from 'scaffold-evm'
import { parseEther } from 'scaffold-evm/ethers'

export default defineMigration(async (m) => {
  await m.deploy('Token', { args: ['Token', 'TKN', parseEther('1000000')] })
})
