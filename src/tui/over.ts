/** Applies a command to an overlay (help, prompt or menu): its next state, or how it was closed. Pure. */
import { edited } from './field.js';
import { helpLines } from './help.js';
import type { Command } from './keys.js';
import { stepOf, within } from './moves.js';
import { noteProblem } from '../trust/note.js';
import type { Asking, Over } from './state.js';

/** The overlay after a command; `accepted` if it was confirmed with its current content. */
export type After = Over | 'closed' | 'accepted';

const SAY: Readonly<Record<Asking, string>> = {
  verify: 'type what you checked it against',
  flag: 'say what is wrong',
};

/** Returns why a prompt cannot be accepted as typed; null if it can. */
export function lackingIn({ deed, field, needsNote }: Extract<Over, { kind: 'prompt' }>): string | null {
  if (field.text.trim() !== '') return noteProblem(field.text);
  return needsNote ? SAY[deed] : null;
}

/** Applies a command to the overlay. @param page rows on the screen */
export function overAfter(over: Over, command: Command, page: number): After {
  if (command === 'back') return 'closed';
  if (command === 'accept') {
    const isOpen = over.kind === 'prompt' && over.since === null && over.barred === null;
    return isOpen ? over : 'accepted';
  }
  switch (over.kind) {
    case 'help': {
      const last = Math.max(0, helpLines().length - page);
      return { ...over, line: within(over.line + stepOf(command, page), last + 1) };
    }
    case 'prompt':
      return {
        ...over,
        field: edited(over.field, command) ?? over.field,
        line: within(over.line + stepOf(command, page), (over.since?.length ?? 0) + 1),
      };
    case 'menu':
      return menuAfter(over, command, page);
  }
}

function menuAfter(menu: Extract<Over, { kind: 'menu' }>, command: Command, page: number): Over {
  const { groups, group, chosen } = menu;
  if (command === 'left' || command === 'right') {
    const next = group + (command === 'right' ? 1 : groups.length - 1);
    return { ...menu, group: next % Math.max(1, groups.length), chosen: 0 };
  }
  const count = groups[group]?.choices.length ?? 0;
  return { ...menu, chosen: within(chosen + stepOf(command, page), count) };
}
