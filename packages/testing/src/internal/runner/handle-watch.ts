import net from 'node:net'
import type { OpenHandle } from '../../test-report.js'
import { type CallSite, captureCallSite } from '../call-site.js'
import { cleanStack, type StackContext } from './stack.js'

/** Resources that keep a process alive for good, in words; timers and servers are tracked one by one. */
const lastingKinds: Readonly<Record<string, string>> = {
  TCPSocketWrap: 'a network connection',
  TCPWRAP: 'a network connection',
  TLSWRAP: 'a network connection',
  UDPWRAP: 'a UDP socket',
  ProcessWrap: 'a child process',
  PROCESSWRAP: 'a child process',
  MessagePort: 'a worker thread or message port',
  FSEventWrap: 'a file watcher',
  StatWatcher: 'a file watcher',
}

/** A timer or server, and where it was made. */
interface Made {
  readonly site: CallSite
  readonly isOpen: () => boolean
  readonly describe: () => string
}

/**
 * Notices what tests leave open. Timers and servers are remembered with the place that made them, everything
 * else is only counted.
 */
export class HandleWatch {
  readonly #stacks: StackContext
  readonly #made = new Set<Made>()
  #baseline: ReadonlyMap<string, number> = new Map()
  /** Lasting kinds by the file after which there was one more. */
  readonly #firstSeen = new Map<string, string>()
  #restore: (() => void) | undefined

  constructor(stacks: StackContext) {
    this.#stacks = stacks
  }

  /** From here on, what is new counts. */
  start(): void {
    this.#baseline = countLasting()
    const undo = [this.#watchTimers(), this.#watchServers()]
    this.#restore = () => {
      for (const action of undo) action()
    }
  }

  /** Remembers which file was the first to leave a kind of handle. */
  afterFile(file: string): void {
    for (const kind of this.#surplus().keys()) {
      if (!this.#firstSeen.has(kind)) this.#firstSeen.set(kind, file)
    }
  }

  /** Ends the watch and tells what is still open. Waits a moment if something is. */
  async stop(): Promise<OpenHandle[]> {
    this.#restore?.()
    this.#restore = undefined
    // Closing handles disappear one turn of the loop later, sockets a little after that.
    for (const delayMs of [0, 10, 40]) {
      await new Promise((resolve) => setTimeout(resolve, delayMs))
      if (this.#isQuiet()) return []
    }
    return [...this.#openTracked(), ...this.#openCounted()]
  }

  #isQuiet(): boolean {
    return this.#surplus().size === 0 && ![...this.#made].some((made) => made.isOpen())
  }

  #openTracked(): OpenHandle[] {
    const open = [...this.#made].filter((made) => made.isOpen())
    return open.map(({ site, describe }) => {
      const { location } = cleanStack(site.stack ?? '', this.#stacks)
      return { kind: describe(), ...(location !== undefined && { location }) }
    })
  }

  #openCounted(): OpenHandle[] {
    return [...this.#surplus()].flatMap(([kind, count]) => {
      const file = this.#firstSeen.get(kind)
      const handle: OpenHandle = { kind, ...(file !== undefined && { file }) }
      return Array.from({ length: count }, () => handle)
    })
  }

  #surplus(): Map<string, number> {
    const surplus = new Map<string, number>()
    for (const [kind, count] of countLasting()) {
      const extra = count - (this.#baseline.get(kind) ?? 0)
      if (extra > 0) surplus.set(kind, extra)
    }
    return surplus
  }

  #watchTimers(): () => void {
    const originals = { setTimeout: globalThis.setTimeout, setInterval: globalThis.setInterval }
    const watched = (name: 'setTimeout' | 'setInterval') => {
      const original = originals[name]
      const replacement = (...args: Parameters<typeof original>): NodeJS.Timeout => {
        const timer: NodeJS.Timeout = Reflect.apply(original, undefined, args)
        this.#remember(timer, name, captureCallSite(replacement))
        return timer
      }
      // Carries what `util.promisify` looks for.
      return Object.assign(replacement, original, {
        ...Object.fromEntries(
          Object.getOwnPropertySymbols(original).map((key) => [key, Reflect.get(original, key)]),
        ),
      })
    }
    Object.assign(globalThis, {
      setTimeout: watched('setTimeout'),
      setInterval: watched('setInterval'),
    })
    return () => Object.assign(globalThis, originals)
  }

  #remember(timer: NodeJS.Timeout, name: string, site: CallSite): void {
    const reference = new WeakRef(timer)
    const isOpen = (): boolean => {
      const live = reference.deref()
      return live?.hasRef() === true && Reflect.get(live, '_destroyed') !== true
    }
    this.#made.add({ site, isOpen, describe: () => `a timer (${name})` })
    if (this.#made.size % 1_000 === 0) this.#forgetClosed()
  }

  #forgetClosed(): void {
    for (const made of this.#made) {
      if (!made.isOpen()) this.#made.delete(made)
    }
  }

  #watchServers(): () => void {
    const made = this.#made
    const { listen } = net.Server.prototype
    net.Server.prototype.listen = function (this: net.Server, ...args: unknown[]): net.Server {
      const reference = new WeakRef(this)
      made.add({
        site: captureCallSite(net.Server.prototype.listen),
        isOpen: () => reference.deref()?.listening === true,
        describe: () => describeServer(reference.deref()),
      })
      return Reflect.apply(listen, this, args)
    }
    return () => {
      net.Server.prototype.listen = listen
    }
  }
}

function describeServer(server: net.Server | undefined): string {
  const address = server?.address()
  if (typeof address === 'object' && address !== null) return `a server on port ${address.port}`
  return 'a server'
}

function countLasting(): Map<string, number> {
  const counts = new Map<string, number>()
  for (const type of process.getActiveResourcesInfo()) {
    const kind = lastingKinds[type]
    if (kind !== undefined) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  }
  return counts
}
