import { defineMigration } from 'scaffold-evm'

/** The same Greeter behind a proxy: what its constructor stores is not there, so it is greeted once more. */
export default defineMigration(async (m) => {
  const greeter = await m.deployProxy('Greeter', {
    id: 'UpgradeableGreeter',
    kind: 'transparent',
    constructorArgs: ['Hello from the implementation'],
    initializer: 'setGreeting',
    args: ['Hello'],
    // The owner is part of the code, so that each version has the account that deploys it.
    unsafeAllow: ['constructor', 'state-variable-immutable'],
  })
  await m.call(greeter, 'setGreeting', ['Grüß Gott'])
})
