/** What a trial notes that had the parameters of an earlier one: that one's result counts where it falls. */
export const noteOfRepeat = (n: number): string => `as trial ${n}`

/** Whether a trial only tells again what an earlier one with the same parameters told. */
export const isRepeat = ({ note }: { readonly note: string | null }): boolean => note?.startsWith('as trial ') ?? false
