import { lazy, Suspense, useState } from 'react';
import { useMessages } from '../stores/preferences';
import type { RouteName } from '../stores/route';
import { ErrorBoundary } from './ErrorBoundary';
import { SCREENS } from './routes';
import { ScreenCrashed } from './ScreenCrashed';
import { ScreenSkeleton } from './ScreenSkeleton';

/** The present screen, its placeholder while its code loads, and a way on should it break. */
export function RouteView({ name }: { name: RouteName }) {
  const [attempt, setAttempt] = useState(0);
  return (
    <ErrorBoundary
      key={`${name} ${attempt}`}
      fallback={(error) => (
        <ScreenCrashed error={error} onRetry={() => setAttempt((count) => count + 1)} />
      )}
    >
      <LazyScreen name={name} />
    </ErrorBoundary>
  );
}

function LazyScreen({ name }: { name: RouteName }) {
  const { shell } = useMessages();
  // Made anew at every attempt: a lazy component never asks again for code that failed to load.
  const [View] = useState(() => lazy(SCREENS[name].load));
  return (
    <Suspense
      fallback={<ScreenSkeleton layout={SCREENS[name].layout} label={shell.loadingScreen} />}
    >
      <View />
    </Suspense>
  );
}
