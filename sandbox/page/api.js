// Talking to the sandbox: one question that waits for news, and short orders.

const PAUSES_MS = [500, 1000, 2000, 4000]
const HIDDEN_MS = 2000

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

/**
 * Calls `onState` with every new state of the place looked at; `look` asks at once for another
 * place, or for more of this one. A hidden tab asks now and then instead of waiting: browsers
 * open only a few lines to one server, and many tabs may be many people.
 */
export function news({ first, onState, onLost }) {
  let place = first
  let since = ''
  let asking = 0
  let waiting = new AbortController()

  async function ask() {
    waiting = new AbortController()
    const mine = asking
    const query = new URLSearchParams({ ...place, since, seen: document.hidden ? 0 : 1 })
    const response = await fetch(`/api/state?${query}`, { signal: waiting.signal })
    if (!response.ok) throw new Error(response.statusText)
    const state = await response.json()
    if (mine !== asking) return
    since = document.hidden ? '' : state.mark
    // What is shown stays, also when more comes.
    const oldest = state.messages[0]?.id ?? 0
    place = { who: state.who, chat: state.chat, topic: state.topic, oldest, older: 0 }
    onState(state)
  }

  async function forever() {
    for (let failures = 0; ; ) {
      const mine = asking
      try {
        await ask()
        failures = 0
        if (document.hidden) await untilSeen()
      } catch (error) {
        if (mine !== asking) continue
        since = ''
        onLost(failures)
        await pause(PAUSES_MS[Math.min(failures, PAUSES_MS.length - 1)])
        failures += 1
      }
    }
  }

  function look(changes) {
    place = { ...place, ...changes }
    since = ''
    asking += 1
    waiting.abort()
  }

  document.addEventListener('visibilitychange', () => document.hidden || look({}))
  forever()
  return { look }
}

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds))

function untilSeen() {
  const seen = new Promise((resolve) => {
    document.addEventListener('visibilitychange', resolve, { once: true })
  })
  return Promise.race([seen, pause(HIDDEN_MS)])
}
