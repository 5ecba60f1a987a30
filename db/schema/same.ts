/** True only when both types are the same; a drifted column then stops compiling. */
export type Same<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2
    ? true
    : [A] extends [B]
      ? [B] extends [A]
        ? true
        : { onlyIn: Exclude<keyof A, keyof B> | Exclude<keyof B, keyof A> }
      : { differs: { [K in keyof A & keyof B]: [A[K], B[K]] } }
