import { useEffect, useState } from 'react';

/** What a store offers to those who follow it. */
export interface Followed<State> {
  getState(): State;
  subscribe(listener: () => void): () => void;
}

/**
 * Something of a store, as it was when last looked at: at most once every `interval` milliseconds, the
 * last change always. In between the component is not rendered for it.
 * @param select the same function each time
 */
export function useThrottled<State, T>(
  store: Followed<State>,
  select: (state: State) => T,
  interval: number,
): T {
  const [shown, setShown] = useState(() => select(store.getState()));
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      timer = undefined;
      setShown(select(store.getState()));
    };
    // What changed between the first render and now.
    look();
    const stop = store.subscribe(() => {
      timer ??= setTimeout(look, interval);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [store, select, interval]);
  return shown;
}
