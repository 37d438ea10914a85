// Loaded into Truffle: its runs on one machine share one chain through a socket of a fixed name, and so disturb each other.
const { rmSync } = require('node:fs')
const net = require('node:net')

const { TRUFFLE_SOCKETS: folder } = process.env
const [connect, listen] = [net.connect, net.Server.prototype.listen]

function ownPath(target) {
  const path = typeof target === 'object' && target !== null ? target.path : target
  return typeof path === 'string' && path.startsWith('/tmp/truffle.')
    ? path.replace('/tmp', folder)
    : undefined
}

net.connect = (target, ...rest) => {
  const path = ownPath(target)
  return path === undefined ? connect(target, ...rest) : connect({ path }, ...rest)
}
net.createConnection = net.connect
net.Server.prototype.listen = function (target, ...rest) {
  const path = ownPath(target)
  if (path === undefined) return listen.call(this, target, ...rest)
  rmSync(path, { force: true })
  return listen.call(this, path, ...rest)
}
