// One program run by another, as if it stood in its place: same terminal, same signals, same exit status.

import { spawn } from 'node:child_process'
import { constants } from 'node:os'

/**
 * Runs a program to its end on this process's terminal.
 *
 * Signals: Ctrl-C on a terminal reaches every process in the foreground, so the child has it already and this process
 * only waits for the child's own farewell; without a terminal it comes from another program, for this process alone,
 * and is passed on, as SIGTERM and SIGHUP always are.
 * @param {string} program executable; no shell is involved
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<number>} its exit status; 128 + n where signal n ended it, 1 where it could not be started
 */
export function runToEnd(program, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: 'inherit', ...options })
    /** @param {NodeJS.Signals} signal */
    const passOn = (signal) => {
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal)
    }
    /** @type {NodeJS.Signals[]} */
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
    for (const signal of signals) process.on(signal, passOn)
    /** @param {number} status */
    const end = (status) => {
      for (const signal of signals) process.off(signal, passOn)
      resolve(status)
    }
    child.on('error', (error) => {
      console.error(`Genba cannot start ${program}: ${error.message}`)
      end(1)
    })
    child.on('exit', (status, signal) => end(status ?? 128 + (signal === null ? 0 : constants.signals[signal])))
  })
}
