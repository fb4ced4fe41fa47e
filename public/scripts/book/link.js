// Runs in the head, before anything is painted. Without it the page is complete: in the organizer's zone, to be changed.
{
  const shown = document.querySelector('meta[name="shown-zone"]')?.getAttribute('content')
  const own = new Intl.DateTimeFormat().resolvedOptions().timeZone
  const address = new URL(location.href)
  if (shown && own && own !== shown && !address.searchParams.has('zone')) {
    address.searchParams.set('zone', own)
    location.replace(address.href)
  }

  /** The button says what it will do. */
  const sayWhat = () => {
    const chosen = document.querySelector('input[name="slot"]:checked')
    const button = document.querySelector('button.book')
    if (chosen && button) button.textContent = `Book ${nameOf(chosen.closest('label'))}`
  }

  /** "Tuesday 8 December, 14:30 to 15:00": the label as it is read out, without the zone at its end. */
  const nameOf = (/** @type {Element | null} */ label) => label?.textContent?.trim().replace(/,[^,]*$/, '') ?? ''

  document.addEventListener('DOMContentLoaded', () => {
    sayWhat()
    document.addEventListener('change', sayWhat)
  })
}
