import type { Drained } from '../../conversations/threads/drain-group.use-case.js';
import type { View } from './view.js';

export function drainView(result: Drained, drained: boolean): View {
  if (result.kind === 'last') {
    return {
      text: '🛑 No other group takes new customers, so this one stays open for them. Put another group into ADMIN_GROUP_ID first.',
    };
  }
  if (result.kind === 'unlisted') {
    return { text: 'This group is not in ADMIN_GROUP_ID, so no new customers come here.' };
  }
  if (!drained) {
    return {
      text:
        result.kind === 'changed' ? '🟢 New customers come here again.' : 'New customers come here already.',
    };
  }
  const open = result.open === 1 ? '1 conversation is' : `${result.open} conversations are`;
  return {
    text: [
      result.kind === 'changed'
        ? '🚰 <b>No new customers come here from now on</b>.'
        : 'No new customers come here already.',
      `${open} not closed yet and ${result.open === 1 ? 'stays' : 'stay'} here; whoever writes after theirs was closed moves to another group.`,
      '/drain off lets new customers in again.',
    ].join('\n'),
  };
}
