// What is sent besides words: a file of one's own, a sticker, a voice.

import { open } from './dialogs.js'
import { find } from './dom.js'

const MOST_BYTES = 20 << 20
const PICTURES = ['image/png', 'image/jpeg']

export function attaching({ onFile, onSample, onTooLarge }) {
  const dialog = find('.attaching')
  const input = find('.file-input')

  find('.attach').addEventListener('click', () => open(dialog))
  find('[data-file]', dialog).addEventListener('click', () => {
    dialog.close()
    input.click()
  })
  for (const button of dialog.querySelectorAll('[data-kind]')) {
    button.addEventListener('click', () => {
      dialog.close()
      onSample(button.dataset.kind)
    })
  }
  input.addEventListener('change', () => {
    const [file] = input.files
    input.value = ''
    if (!file) return
    if (file.size > MOST_BYTES) onTooLarge()
    else onFile(file)
  })
}

/** As an order carries it: its bytes in base64. */
export async function asOrder(file) {
  const address = await new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(reader.result)
    reader.onerror = () => reject(reader.error)
    reader.readAsDataURL(file)
  })
  const kind = PICTURES.includes(file.type) ? 'photo' : 'document'
  return { kind, name: file.name, data: address.slice(address.indexOf(',') + 1) }
}
