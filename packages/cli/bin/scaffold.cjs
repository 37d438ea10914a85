#!/usr/bin/env node
// What npm links as `scaffold`. CommonJS, so that --version is answered before the ES module loader starts; a
// committed file, so that npm can link it before the first build.
const [, , first, ...rest] = process.argv
if (rest.length === 0 && (first === '--version' || first === '-V')) {
  process.stdout.write(`${require('../package.json').version}\n`)
} else {
  // Node 22.8 and later keep compiled code from run to run.
  require('node:module').enableCompileCache?.()
  if (isFirstCompilation()) startCompiler()
  import('../dist/bin.js')
}

/** Whether it is about a Truffle project that looks as if it was never compiled. */
function isFirstCompilation() {
  if (!['test', 'migrate', 'compile', 'build'].includes(first) || rest.includes('--help'))
    return false
  const { existsSync } = require('node:fs')
  const isProject = existsSync('truffle-config.js') || existsSync('truffle.js')
  return isProject && !existsSync('node_modules/.cache/scaffold-evm')
}

/** Has the thread of a compiler start while everything else is loaded: a wrong guess costs 10 ms, a right one saves 30. */
async function startCompiler() {
  try {
    const { startThread } = await import('@scaffold-evm/compiler/thread')
    startThread()
  } catch {
    // It only saves time; what compiles says what is wrong.
  }
}
