// What the bundle has in place of web3-bzz, a client of the old Swarm: a fifth of web3's code and of the time it takes
// to load, and nobody serves what it talks to any more. CommonJS, since web3 requires it.
function refuse() {
  throw new Error('No provider set, please set one using bzz.setProvider().')
}

module.exports = class NoSwarm {
  static givenProvider = null
  givenProvider = null
  currentProvider = null
  download = refuse
  upload = refuse
  isAvailable = refuse

  setProvider() {
    return false
  }
}
