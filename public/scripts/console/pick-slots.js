// Picks slots by arrow keys and space, and counts them. Without it the boxes are ordinary ones: Tab and space.
const boxes = () =>
  [...document.querySelectorAll('input[type="checkbox"][name="slot"]')].filter((box) => box instanceof HTMLInputElement)
const days = [...document.querySelectorAll('.picks .weekday')].map((day) =>
  [...day.querySelectorAll('input')].filter((box) => box instanceof HTMLInputElement)
)
const count = document.querySelector('[data-count]')
const list = document.querySelector('[data-picked]')
const busyToo = document.querySelector('[data-busy-too]')

const picked = () => boxes().filter((box) => box.checked)

function tell() {
  const number = picked().length
  if (count) count.textContent = `${number === 0 ? 'no times' : number === 1 ? '1 time' : `${number} times`} picked`
  const inThisWeek = days.flat().filter((box) => box.checked)
  list?.replaceChildren(...inThisWeek.map((box) => lineOf(box)))
  // The warning is asked for only when there is something to warn of.
  const warned = picked().some((box) => box.closest('label')?.querySelector('.taken'))
  busyToo?.toggleAttribute('hidden', !warned)
}

/** "Tuesday 5 January, 09:00 to 09:30", from the words of the label. */
function lineOf(/** @type {HTMLInputElement} */ box) {
  const line = document.createElement('li')
  const label = box.closest('label')
  const [time = '', ...day] = (label?.querySelector('.when')?.textContent ?? '').split(', ')
  line.textContent = `${day.join(', ')}, ${time}`
  return line
}

/** Minutes after midnight, from the id that the server gave: "slot-2027-01-05-570". */
const minuteOf = (/** @type {HTMLInputElement} */ box) => Number(box.id.slice(box.id.lastIndexOf('-') + 1))

/** The box above, below, or at the nearest time of a neighbouring day; undefined at the edge. */
function neighbour(/** @type {HTMLInputElement} */ box, /** @type {string} */ key) {
  const day = days.findIndex((column) => column.includes(box))
  const column = days[day] ?? []
  const row = column.indexOf(box)
  if (key === 'ArrowUp') return column[row - 1]
  if (key === 'ArrowDown') return column[row + 1]
  if (key === 'Home') return column[0]
  if (key === 'End') return column.at(-1)
  const sideways = key === 'ArrowRight' ? days.slice(day + 1) : days.slice(0, Math.max(day, 0)).reverse()
  const next = sideways.find((other) => other.length > 0) ?? []
  const far = (/** @type {HTMLInputElement} */ other) => Math.abs(minuteOf(other) - minuteOf(box))
  return [...next].sort((a, b) => far(a) - far(b))[0]
}

document.addEventListener('change', tell)
document.querySelector('.picks')?.addEventListener('keydown', (pressed) => {
  if (!(pressed instanceof KeyboardEvent) || !(pressed.target instanceof HTMLInputElement)) return
  if (!['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Home', 'End'].includes(pressed.key)) return
  if (pressed.altKey || pressed.ctrlKey || pressed.metaKey) return
  pressed.preventDefault()
  neighbour(pressed.target, pressed.key)?.focus()
})
tell()
