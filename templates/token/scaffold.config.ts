import { defineConfig, secret } from 'scaffold-evm'

export default defineConfig({
  solidity: {
    version: '0.8.37',
    settings: { optimizer: { enabled: true, runs: 200 } },
  },
  networks: {
    // scaffold node, anvil, …
    local: { url: 'http://127.0.0.1:8545' },
    // The values come from the environment, or from: npx scaffold secrets set SEPOLIA_URL
    sepolia: { url: secret('SEPOLIA_URL'), accounts: [secret('DEPLOYER_KEY')] },
  },
})
