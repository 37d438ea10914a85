import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Script } from 'node:vm'
import { crc32 } from 'node:zlib'
import { userCacheDir } from '@scaffold-evm/common'
import { CodeCache } from '@scaffold-evm/compiler'

/**
 * A CommonJS file of this package as a function of `parameters`, ready to run in any realm. What V8 made of it is kept
 * when the process ends, with the functions that ran, for the next one: a large library is then there in half the time.
 */
export function keptScript(path: string, parameters: readonly string[]): Script {
  const source = readFileSync(path)
  // V8 keeps the path, too. Times say nothing, since packages are installed with those of their archives.
  const id = Buffer.from(`${path} ${source.length} ${crc32(source)}`)
  const cache = new CodeCache(join(userCacheDir(), 'code'), id)
  const cachedData = cache.read()
  const script = new Script(`(function (${parameters.join(', ')}) {${source}\n})`, {
    filename: path,
    ...(cachedData === undefined ? {} : { cachedData }),
  })
  const isKept = cachedData !== undefined && script.cachedDataRejected !== true
  if (!isKept) keepAtExit(path, () => cache.write(script.createCachedData()))
  return script
}

/** What is to be written when the process ends, by name. One listener is for all, since Node.js warns of more than ten. */
const toKeep = new Map<string, () => void>()

/** Has something written when the process ends. */
export function keepAtExit(name: string, write: () => void): void {
  if (toKeep.size === 0) {
    process.once('exit', () => {
      for (const each of toKeep.values()) each()
    })
  }
  toKeep.set(name, write)
}
