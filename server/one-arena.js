// glibc gives every thread a heap of its own, and what answers leave behind in each is never given back: some forty megabytes for
// a program that works in one thread. What is as large as a page of ours it should take from the system, and give back. It reads these
// settings before the first line of ours, hence the program starts itself once more in its own place: same process, some 30 ms.
// docs/decisions/0012-answers-are-packed-whole.md
const { env, execPath, execArgv, argv } = process

const ONE_ARENA = {
  MALLOC_ARENA_MAX: '1',
  MALLOC_MMAP_THRESHOLD_: '16384',
  MALLOC_TRIM_THRESHOLD_: '16384',
  MALLOC_TOP_PAD_: '65536'
}

if (process.platform === 'linux' && env.MALLOC_ARENA_MAX === undefined && typeof process.execve === 'function')
  process.execve(execPath, [execPath, ...execArgv, ...argv.slice(1)], { ...env, ...ONE_ARENA })
