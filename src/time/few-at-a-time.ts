/** So many go on before everybody else's events are looked at. */
const IN_ONE_BREATH = 4

/**
 * A turn for each of many who would otherwise go on in the same moment: five hundred pages in one breath would stop
 * everything else. Those who ask go on in their order, a few at a time.
 */
export function fewAtATime(): () => Promise<void> {
  const line: (() => void)[] = []
  const next = () => {
    for (const goOn of line.splice(0, IN_ONE_BREATH)) goOn()
    if (line.length > 0) setImmediate(next)
  }
  return () =>
    new Promise((resolve) => {
      if (line.push(resolve) === 1) setImmediate(next)
    })
}
