import { defineMigration } from 'scaffold-evm'

export default defineMigration(async (m) => {
  await m.deploy('Bank')
  await m.deploy('RepairedBank')
  await m.deploy('SafeBank')
})
