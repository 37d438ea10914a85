import { defineConfig } from 'scaffold-evm'

export default defineConfig({
  // Code for rules that every network has: addresses follow from it.
  solidity: { settings: { evmVersion: 'shanghai' } },
  networks: {
    first: { url: 'http://127.0.0.1:8551' },
    second: { url: 'http://127.0.0.1:8552' },
    third: { url: 'http://127.0.0.1:8553' },
  },
})
