module.exports = {
  compilers: {
    solc: {
      version: '0.8.13',
    },
  },
}
