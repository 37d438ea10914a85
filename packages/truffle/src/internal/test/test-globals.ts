/** Sets properties of the global object and gives back a function that undoes it. */
export function setGlobals(values: Readonly<Record<string, PropertyDescriptor>>): () => void {
  const before = Object.keys(values).map(
    (name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)] as const,
  )
  for (const [name, descriptor] of Object.entries(values)) {
    Object.defineProperty(globalThis, name, { ...descriptor, configurable: true, enumerable: true })
  }
  return () => {
    for (const [name, descriptor] of before) {
      if (descriptor === undefined) Reflect.deleteProperty(globalThis, name)
      else Object.defineProperty(globalThis, name, descriptor)
    }
  }
}

/** A global that tests may replace. */
export function plainGlobal(value: unknown): PropertyDescriptor {
  return { value, writable: true }
}

/**
 * A global that is made when it is first looked at. Where making it looks at it, as web3 looks for another web3, it is
 * undefined.
 */
export function lazyGlobal(name: string, make: () => unknown): PropertyDescriptor {
  const settle = (value: unknown): void => {
    Object.defineProperty(globalThis, name, {
      ...plainGlobal(value),
      configurable: true,
      enumerable: true,
    })
  }
  return {
    get() {
      const value = make()
      if (value !== undefined) settle(value)
      return value
    },
    set: settle,
  }
}
