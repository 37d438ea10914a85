/**
 * Stands for what a CommonJS module exports until somebody looks at it: a class can extend it and a name can be bound to
 * it, and nothing is loaded before it is called, made an instance of, or asked for a property.
 */
export function lazyExport(load: () => object): object {
  let loaded: object | undefined
  const real = (): object => {
    loaded ??= load()
    return loaded
  }
  const prototype = new Proxy(
    {},
    forwardTo(() => Object(Reflect.get(real(), 'prototype'))),
  )
  const stand: object = new Proxy<object>(function stand() {}, {
    ...forwardTo(real),
    get(_, key, receiver) {
      if (key === 'prototype') return prototype
      // A class that extends it asks through it.
      if (key !== Symbol.hasInstance) return Reflect.get(real(), key)
      if (receiver !== stand) return Function.prototype[Symbol.hasInstance]
      return (value: unknown) => isInstance(value, real(), prototype)
    },
    apply: (_, self, given) => Reflect.apply(callable(real()), self, given),
    construct(_, given, target) {
      const base = callable(real())
      return Reflect.construct(base, given, target === stand ? base : target)
    },
  })
  return stand
}

type Callable = (...given: unknown[]) => unknown

function isFunction(value: object): value is Callable {
  return typeof value === 'function'
}

function callable(value: object): Callable {
  if (isFunction(value)) return value
  throw new TypeError('The module exports an object, which cannot be called')
}

/** Of the class itself, or of one that extends what stands for it. */
function isInstance(value: unknown, base: object, prototype: object): boolean {
  if (typeof value !== 'object' || value === null) return false
  const isOwn = typeof base === 'function' && value instanceof base
  return isOwn || Object.prototype.isPrototypeOf.call(prototype, value)
}

/** All that can be done to an object, done to another. */
function forwardTo(real: () => object): ProxyHandler<object> {
  return {
    get: (_, key, receiver) => Reflect.get(real(), key, receiver),
    set: (_, key, value, receiver) => Reflect.set(real(), key, value, receiver),
    has: (_, key) => Reflect.has(real(), key),
    deleteProperty: (_, key) => Reflect.deleteProperty(real(), key),
    defineProperty: (_, key, descriptor) => Reflect.defineProperty(real(), key, descriptor),
    getPrototypeOf: () => Reflect.getPrototypeOf(real()),
    // A proxy has to have what its target cannot be without.
    ownKeys: (target) => [...new Set([...Reflect.ownKeys(real()), ...lasting(target)])],
    getOwnPropertyDescriptor(target, key) {
      if (lasting(target).includes(key)) return Reflect.getOwnPropertyDescriptor(target, key)
      const found = Reflect.getOwnPropertyDescriptor(real(), key)
      return found && { ...found, configurable: true }
    },
  }
}

function lasting(target: object): readonly (string | symbol)[] {
  return Reflect.ownKeys(target).filter(
    (key) => Reflect.getOwnPropertyDescriptor(target, key)?.configurable === false,
  )
}
