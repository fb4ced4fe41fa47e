// Buttons that copy what stands in a field. Without this script the text can be selected, and there are no buttons.
const said = document.createElement('p')
said.className = 'unseen'
said.setAttribute('role', 'status')
document.querySelector('main')?.append(said)

for (const button of document.querySelectorAll('button[data-copy]')) {
  if (!(button instanceof HTMLButtonElement)) continue
  const source = document.getElementById(button.dataset.copy ?? '')
  if (!(source instanceof HTMLInputElement || source instanceof HTMLTextAreaElement)) continue
  const words = [...button.childNodes]
  button.hidden = false

  button.addEventListener('click', async () => {
    const copied = await copy(source)
    const result = copied ? 'Copied' : 'Press Ctrl+C to copy'
    button.textContent = result
    said.textContent = result
    setTimeout(() => {
      button.replaceChildren(...words)
      said.textContent = ''
    }, 2500)
  })
}

/** Browsers give the clipboard only to secure pages; elsewhere the text is selected, ready for Ctrl+C. */
async function copy(/** @type {HTMLInputElement | HTMLTextAreaElement} */ source) {
  try {
    await navigator.clipboard.writeText(source.value)
    return true
  } catch {
    source.focus()
    source.select()
    return false
  }
}
