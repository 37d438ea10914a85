import { defineMigration } from 'scaffold-evm'

export default defineMigration(async (m) => {
  await m.deploy('Counter', { args: [10] })
})
