#!/usr/bin/env node
// What npm links as `scaffold`. CommonJS, so that --version is answered before the ES module loader starts; a
// committed file, so that npm can link it before the first build.
const [, , first, ...rest] = process.argv
if (rest.length === 0 && (first === '--version' || first === '-V')) {
  process.stdout.write(`${require('../package.json').version}\n`)
} else {
  // Node 22.8 and later keep compiled code from run to run.
  require('node:module').enableCompileCache?.()
  import('../dist/bin.js')
}
