// Loaded with --import into one process of a chaos run: its clock is wrong by so many milliseconds. Only Date is: timers go on as they are.
const wrong = Number(process.env.CHAOS_SKEW_MS ?? 0)
const right = Date.now
Date.now = () => right() + wrong
