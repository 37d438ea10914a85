// Prints the long version of the soljson.js that is its argument.
const soljson = require(process.argv[2])

function print() {
  const name = typeof soljson._solidity_version === 'function' ? 'solidity_version' : 'version'
  process.stdout.write(
    soljson
      .cwrap(name, 'string', [])()
      .replace(/\.Emscripten.*$/, ''),
  )
}

if (soljson.calledRun === false || soljson.calledRun === undefined) {
  soljson.onRuntimeInitialized = print
  if (typeof soljson._version === 'function' || typeof soljson._solidity_version === 'function') {
    soljson.onRuntimeInitialized = undefined
    print()
  }
} else print()
