import { defineConfig } from 'scaffold-evm'

export default defineConfig({})
