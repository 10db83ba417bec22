// Talking to the sandbox: one question that waits for news, and short orders.

const PAUSES_MS = [500, 1000, 2000, 4000]

/** `wasHeard`: it reached the world all the same, so saying it again would say it twice. */
export class Refused extends Error {
  constructor(sentence, { wasHeard = false } = {}) {
    super(sentence)
    this.wasHeard = wasHeard
  }
}

export async function order(name, body) {
  let response
  try {
    response = await fetch(`/api/${name}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    })
  } catch {
    throw new Refused('The sandbox does not answer. Is it still running?')
  }
  const answer = await response.json().catch(() => ({}))
  if (response.ok) return answer
  throw new Refused(answer.error || 'Something broke inside the sandbox. Its terminal says what.', {
    wasHeard: response.status >= 500,
  })
}

/** Calls `onState` with every new state; `choose` asks at once for another person's chat. */
export function news({ onState, onLost }) {
  let who = 0
  let since = ''
  let waiting = new AbortController()

  async function ask() {
    waiting = new AbortController()
    const query = new URLSearchParams({ who, since })
    const response = await fetch(`/api/state?${query}`, { signal: waiting.signal })
    if (!response.ok) throw new Error(response.statusText)
    const state = await response.json()
    since = state.mark
    who = state.who
    onState(state)
  }

  async function forever() {
    for (let failures = 0; ; ) {
      const asked = `${who}`
      try {
        await ask()
        failures = 0
      } catch (error) {
        if (error.name === 'AbortError' && asked !== `${who}`) continue
        since = ''
        onLost(failures)
        await pause(PAUSES_MS[Math.min(failures, PAUSES_MS.length - 1)])
        failures += 1
      }
    }
  }

  forever()
  return {
    choose(id) {
      who = id
      since = ''
      waiting.abort()
    },
  }
}

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds))
