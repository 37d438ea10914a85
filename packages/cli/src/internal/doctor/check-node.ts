import type { Finding } from './finding.js'

const oldest = [20, 19] as const

/** Whether Node.js is new enough. */
export async function checkNode(): Promise<readonly Finding[]> {
  const version = process.versions.node
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const topic = 'Node.js'
  if (major < oldest[0] || (major === oldest[0] && minor < oldest[1])) {
    const message = `${version} is too old; ${oldest.join('.')} or newer is needed`
    return [
      { topic, status: 'problem', message, fix: 'Install a newer one from https://nodejs.org' },
    ]
  }
  if (major % 2 === 1) {
    const message = `${version} is a short-lived release`
    return [{ topic, status: 'warning', message, fix: 'Use an even-numbered release' }]
  }
  return [{ topic, status: 'ok', message: version }]
}
