// Preloaded by cold-page.ts: each SIGWINCH makes it 61 seconds later for this process, so that whatever it believes for a minute
// is asked again.
const now = Date.now
let later = 0
Date.now = () => now() + later
process.on('SIGWINCH', () => {
  later += 61_000
})
