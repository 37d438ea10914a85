import { runEntry } from './internal/run-entry.js'

await runEntry({ program: 'truffle', args: process.argv.slice(2) })
