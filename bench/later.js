// Preloaded by cold-page.ts: each SIGWINCH makes it 61 seconds later for this process, on the wall and in what it counts, so
// that whatever it believes for a minute is asked again.
const now = Date.now
const counted = performance.now.bind(performance)
let later = 0
Date.now = () => now() + later
performance.now = () => counted() + later
process.on('SIGWINCH', () => {
  later += 61_000
})
