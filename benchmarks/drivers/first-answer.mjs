// Makes a provider and asks it something: node first-answer.mjs PROVIDER.mjs
import { pathToFileURL } from 'node:url'

const { createDefaultProvider } = await import(pathToFileURL(process.argv[2]).href)
const provider = await createDefaultProvider()
await provider.request({ method: 'eth_chainId', params: [] })
process.exit(0)
