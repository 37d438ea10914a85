import { defineMigration } from 'scaffold-evm'

export default defineMigration(async (m) => {
  const proportion = await m.deploy('Proportion')
  const payees = await m.deploy('Payees', { libraries: { Proportion: proportion } })
  await m.deploy('SplitterFactory', { libraries: { Payees: payees } })
})
