/** Does the same for each, `atMost` at a time, and answers in the order of the items. */
export async function inParallel<Item, Answer>(
  items: readonly Item[],
  atMost: number,
  act: (item: Item) => Promise<Answer>
): Promise<Answer[]> {
  const answers: Answer[] = []
  const waiting = items.entries()
  const work = async () => {
    for (const [index, item] of waiting) answers[index] = await act(item)
  }
  await Promise.all(Array.from({ length: Math.min(atMost, items.length) }, work))
  return answers
}
