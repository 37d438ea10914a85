import { defineMigration } from 'scaffold-evm'

export default defineMigration(async (m) => {
  await m.deploy('greeter', { args: ['Hello from 2018'] })
  await m.deploy('Greeter', { args: ['Hello'] })
})
