import { defineConfig } from 'scaffold-evm'

// The version of the compiler follows from the pragma of each file.
export default defineConfig({
  solidity: {
    settings: { optimizer: { enabled: true, runs: 200 } },
  },
})
