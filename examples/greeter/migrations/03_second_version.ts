import { defineMigration } from 'scaffold-evm'

export default defineMigration(async (m) => {
  const greeter = await m.upgrade('UpgradeableGreeter', {
    to: 'GreeterV2',
    constructorArgs: ['Hello from the implementation'],
    call: ['becomeSecondVersion', ['de-AT']],
    unsafeAllow: ['constructor', 'state-variable-immutable'],
  })
  await m.call(greeter, 'addGreeting', ['fr', 'Salut'])
})
