type Value = number | string | boolean

const wordOrNumber = (text: string): Value =>
  Number.isFinite(Number(text)) ? Number(text) : text === 'true' ? true : text === 'false' ? false : text

/** `30, 60, 90` of each field as values to try; a field left empty is not varied. */
export function gridOf(
  fields: readonly string[],
  read: (field: string) => string | undefined,
): Record<string, Value[]> {
  return Object.fromEntries(
    fields.flatMap((field): [string, Value[]][] => {
      const values = (read(field) ?? '')
        .split(/[,;\s]+/)
        .filter(Boolean)
        .map(wordOrNumber)
      return values.length > 0 ? [[field, values]] : []
    }),
  )
}
