import { defineConfig } from 'scaffold-evm'

export default defineConfig({
  solidity: {
    overrides: {
      // Written before version pragmas were customary, so it is said here.
      'contracts/legacy/greeter.sol': { version: '0.4.26' },
    },
  },
})
