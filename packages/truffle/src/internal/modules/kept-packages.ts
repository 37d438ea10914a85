import Module from 'node:module'
import { dirname, join, sep } from 'node:path'
import { deserialize, serialize } from 'node:v8'
import { Script } from 'node:vm'
import { crc32 } from 'node:zlib'
import { userCacheDir } from '@scaffold-evm/common'
import { CodeCache } from '@scaffold-evm/compiler'
import { keepAtExit } from './kept-script.js'
import { type ModuleParent, nodeLoader } from './node-loader.js'

/** A CommonJS module as Node.js gives it to those who replace what compiles it. */
interface CommonJsModule extends ModuleParent {
  readonly exports: unknown
  require(request: string): unknown
}

interface ModulePrototype {
  _compile(this: CommonJsModule, content: string, filename: string, format?: string): unknown
}

/** What V8 made of a file, for a text with that sum. */
interface KeptCode {
  readonly sum: number
  readonly code: Uint8Array
}

const [prefix, suffix] = [
  '(function (exports, require, module, __filename, __dirname) { ',
  '\n})',
] as const

/** More is kept of what the last run used only. */
const mostBytes = 32 * 2 ** 20

let isKeeping = false

/**
 * Keeps what V8 makes of the CommonJS packages that files of a project require, from run to run: compiling them takes a tenth of a
 * second in many projects. Only where Node.js does not do so itself, which it does from 22.8 on.
 */
export function keepPackages(root: string): void {
  const isDone = Reflect.has(Module, 'enableCompileCache')
  if (isKeeping || isDone || process.env.NODE_V8_COVERAGE !== undefined) return
  isKeeping = true
  const packages = new KeptPackages(root)
  const prototype = Module.prototype as unknown as ModulePrototype
  const original = prototype._compile
  prototype._compile = function (content, filename, format) {
    const script = format === 'module' ? undefined : packages.compile(content, filename)
    if (script === undefined) return Reflect.apply(original, this, [content, filename, format])
    const run: unknown = script.runInThisContext()
    const values = [this.exports, requireOf(this), this, filename, dirname(filename)]
    return Reflect.apply(run as (...values: unknown[]) => unknown, this.exports, values)
  }
}

/** The code of all packages of one project, in one file. */
class KeptPackages {
  readonly #cache: CodeCache
  #kept: ReadonlyMap<string, KeptCode> | undefined
  readonly #used = new Map<string, KeptCode>()
  readonly #made = new Map<string, { readonly sum: number; readonly script: Script }>()

  constructor(root: string) {
    this.#cache = new CodeCache(join(userCacheDir(), 'code'), Buffer.from(`packages of ${root}`))
  }

  /** Undefined for what is none of a package, what is no CommonJS as it stands, and what V8 cannot have kept. */
  compile(content: string, filename: string): Script | undefined {
    if (typeof content !== 'string' || !isOfPackage(filename)) return undefined
    // Code that was kept does not know who imports for it.
    if (content.includes('import') && /\bimport\s*\(/.test(content)) return undefined
    this.#kept ??= this.#read()
    const sum = crc32(content)
    const known = this.#kept.get(filename)
    const kept = known?.sum === sum ? known : undefined
    const script = scriptOf(content, filename, kept?.code)
    if (script === undefined) return undefined
    if (kept !== undefined && script.cachedDataRejected !== true) {
      this.#used.set(filename, kept)
    } else {
      this.#made.set(filename, { sum, script })
      keepAtExit('packages', () => this.#write())
    }
    return script
  }

  #read(): ReadonlyMap<string, KeptCode> {
    const bytes = this.#cache.read()
    const kept: unknown = bytes === undefined ? undefined : deserialize(bytes)
    return kept instanceof Map ? kept : new Map()
  }

  #write(): void {
    for (const [filename, { sum, script }] of this.#made) {
      this.#used.set(filename, { sum, code: script.createCachedData() })
    }
    const all = new Map([...(this.#kept ?? []), ...this.#used])
    const size = [...all.values()].reduce((total, { code }) => total + code.length, 0)
    this.#cache.write(serialize(size > mostBytes ? this.#used : all))
  }
}

function isOfPackage(filename: unknown): filename is string {
  return typeof filename === 'string' && filename.includes(`${sep}node_modules${sep}`)
}

function scriptOf(
  content: string,
  filename: string,
  cachedData: Uint8Array | undefined,
): Script | undefined {
  try {
    return new Script(`${prefix}${content}${suffix}`, {
      filename,
      columnOffset: -prefix.length,
      ...(cachedData === undefined ? {} : { cachedData }),
    })
  } catch {
    // A syntax error, or an ES module: Node.js says which.
    return undefined
  }
}

/** The `require` of a module, with all that Node.js gives it. */
function requireOf(module: CommonJsModule): NodeJS.Require {
  function require(request: string): unknown {
    return module.require(request)
  }
  function resolve(request: string, options?: object): string {
    return nodeLoader._resolveFilename(request, module, false, options)
  }
  function paths(request: string): unknown {
    return nodeLoader._resolveLookupPaths(request, module)
  }
  return Object.assign(require, {
    resolve: Object.assign(resolve, { paths }),
    main: process.mainModule,
    extensions: nodeLoader._extensions,
    cache: nodeLoader._cache,
  }) as NodeJS.Require
}
