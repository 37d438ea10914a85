import { runEntry } from './internal/run-entry.js'

await runEntry({ args: process.argv.slice(2) })
