// glibc gives every thread a heap of its own, and what answers leave behind in each is never given back: some forty megabytes for
// a program that works in one thread. It reads this setting before the first line of ours, hence the program starts itself
// once more in its own place: same process, some 30 ms. docs/decisions/0012-answers-are-packed-whole.md
const { env, execPath, execArgv, argv } = process

if (process.platform === 'linux' && env.MALLOC_ARENA_MAX === undefined && typeof process.execve === 'function')
  process.execve(execPath, [execPath, ...execArgv, ...argv.slice(1)], { ...env, MALLOC_ARENA_MAX: '1' })
