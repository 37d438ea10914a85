import { isJsonObject, type JsonObject } from '../protocol.js'

/** A request that says where to stop. */
export interface Setting {
  readonly command: string
  readonly args: JsonObject
}

/** What a client has set, the last of each kind: of breakpoints for each source. */
export class RememberedSettings {
  readonly #byKey = new Map<string, Setting>()

  note(command: string, args: JsonObject): void {
    if (!/^set\w*Breakpoints$/.test(command)) return
    const path = isJsonObject(args.source) ? args.source.path : undefined
    this.#byKey.set(`${command} ${String(path)}`, { command, args })
  }

  get all(): readonly Setting[] {
    return [...this.#byKey.values()]
  }
}
