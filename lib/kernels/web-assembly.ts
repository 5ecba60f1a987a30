/** The little of WebAssembly that kernels use, so that this folder needs no types of a browser. */
export interface WasmMemory {
  readonly buffer: ArrayBuffer
  grow(pages: number): number
}

interface Host {
  readonly WebAssembly?: {
    readonly Module: new (bytes: Uint8Array) => object
    readonly Instance: new (module: object, imports: object) => { readonly exports: Record<string, unknown> }
    readonly Memory: new (size: { initial: number; maximum: number }) => WasmMemory
  }
  readonly Uint8Array: { fromBase64?(text: string): Uint8Array }
}

export const pageBytes = 65_536

/** Instantiates a compiled kernel, or null where the machine has no WebAssembly. */
export function instantiate(base64: string): { memory: WasmMemory; exports: Record<string, unknown> } | null {
  const host = globalThis as unknown as Host
  const bytes = host.Uint8Array.fromBase64?.(base64)
  if (!host.WebAssembly || !bytes) return null
  const memory = new host.WebAssembly.Memory({ initial: 1, maximum: 65_536 })
  const instance = new host.WebAssembly.Instance(new host.WebAssembly.Module(bytes), { env: { memory } })
  return { memory, exports: instance.exports }
}

/** Makes room for at least `bytes`. */
export function reserve(memory: WasmMemory, bytes: number): void {
  const missing = bytes - memory.buffer.byteLength
  if (missing > 0) memory.grow(Math.ceil(missing / pageBytes))
}

/** The memory as numbers, at least as many as asked for; grown and looked at anew only where it must be. */
export function growing(memory: WasmMemory): (values: number) => Float64Array {
  let view = new Float64Array(memory.buffer)
  return (values) => {
    reserve(memory, values * 8)
    if (view.buffer !== memory.buffer) view = new Float64Array(memory.buffer)
    return view
  }
}
